import { rm, writeFile } from 'node:fs/promises';
import { writeAbsence } from '../../../auditlog/absence/absenceText.js';
import { buildIndex, findDifference, findIndex } from '../../../auditlog/absence/findIndex.js';
import { readProof } from '../../../auditlog/files/storedProof.js';
import { bodyOpeners } from '../../../auditlog/keys.js';
import { operatorLogId } from '../../../auditlog/logIds.js';
import { badUserInput } from '../../../schema/errors.js';
import { isPublicId } from '../../../schema/records/publicId.js';
import { beginAct } from '../../operatorLog/operatorAct.js';
import { withNewFiles } from '../../output/outputFile.js';
import { type AuditIndexOptions, noIndex } from './auditIndex.js';

/** Options of `portcullis audit prove --absent`. */
export interface AuditAbsenceOptions extends AuditIndexOptions {
  /** Public id or number, as an entry would name it. */
  readonly entity: string;
  /** True if the policy names sources that are not ours: their ids may have any form. */
  readonly hasForeignSources: boolean;
  /** Path; standard output where absent. */
  readonly output?: string;
}

/**
 * Writes a proof that no entry of an indexed period named an entity. The question is logged first.
 *
 * @returns exit code: 0 where the proof was written, 1 where the entity was named, or the index is not that of its entries
 * @throws PortcullisError BAD_USER_INPUT for a period without an index, an entity that no entry can name, or an output that exists;
 *   AUDIT_FORKED, AUDIT_UNAVAILABLE
 */
export async function runAuditAbsence(options: AuditAbsenceOptions): Promise<number> {
  const { pool, keys, log, period, entity, instance, pseudonymKeys, operatorLog, operator, output, out } = options;
  assertNameable(entity, options.hasForeignSources);
  const statedIn = operatorLogId(instance);
  const found = await findIndex(pool, { log, period, statedIn });
  if (found === null) throw noIndex(log, period);
  return await withNewFiles([output], async () => {
    await operatorLog.look({ act: 'auditAbsence', ...beginAct('look', operator), facts: { log, period, entity } });
    const built = await buildIndex(pool, found.stated, { openers: bodyOpeners(keys), ...pseudonymKeys });
    const fault = findDifference(found, built);
    const proof = await readProof(pool, statedIn, found.entry.index);
    if (!proof) throw badUserInput(`No signed head covers entry ${found.entry.index} of ${statedIn} yet.`);
    const text =
      fault === null
        ? writeAbsence(entity, { found, index: built.index, ...pseudonymKeys, tlogProof: proof.text })
        : null;
    if (text === null) {
      if (output !== undefined) await rm(output);
      out(fault === null ? `${entity} was named in ${period}.` : `The index of ${period} proves nothing: ${fault}.`);
      return 1;
    }
    if (output === undefined) out(text.trimEnd());
    else await writeFile(output, text, { flag: 'r+' });
    return 0;
  });
}

/** No entry can name a text without the form of an id or a number: its absence would be true, and mean nothing. */
function assertNameable(entity: string, hasForeignSources: boolean): void {
  const isNumber = /^[A-Z0-9]+$/.test(entity) && /[0-9]/.test(entity);
  const mayBeForeign = hasForeignSources && /^[!-~]+(?: [!-~]+)*$/.test(entity) && !/^[a-z]+_/i.test(entity);
  if (isNumber || isPublicId(entity) || mayBeForeign) return;
  throw badUserInput(
    'No entry can name this: it has the form of no id and of no number.',
    'An id is person_ or the like and 24 letters a to z and digits 2 to 7, as an answer shows it. A number is without blanks and dashes, its letters capitals: 7937317, CSQU3054383.',
  );
}
