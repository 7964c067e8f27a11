import { assertExtends } from '../../../auditlog/register/extends.js';
import { checkpointPublicKeys } from '../../../auditlog/signing/keys.js';
import { badUserInput } from '../../../schema/errors.js';
import type { AuditAccess } from '../access.js';
import { readTrustedNotes } from '../trustedHeads.js';

/**
 * The period between two heads that somebody outside holds: `1024-4096`. Of one head: from the first entry on.
 *
 * @param files paths of notes, one or two in all
 * @throws PortcullisError BAD_USER_INPUT for notes that are not of this log, or with no entry between them; AUDIT_FORKED if the log
 *   does not extend them
 */
export async function periodBetween(
  { pool, keys }: Pick<AuditAccess, 'pool' | 'keys'>,
  log: string,
  files: readonly string[],
): Promise<string> {
  const heads = readTrustedNotes(files, { given: [], own: checkpointPublicKeys(keys), option: '--between' });
  const stray = heads.find((head) => head.log !== log);
  if (stray) throw badUserInput(`${stray.name} is of the log ${stray.log}, not of ${log}.`, 'Name its log with --log.');
  const [first = 0, last = 0, ...more] = [...(heads.length === 1 ? [0] : []), ...heads.map(({ size }) => size)].sort(
    (a, b) => a - b,
  );
  if (first === last || more.length > 0)
    throw badUserInput('--between takes two heads of different size, or one: from the first entry on.');
  for (const head of heads) await assertExtends(pool, head);
  return `${first}-${last}`;
}
