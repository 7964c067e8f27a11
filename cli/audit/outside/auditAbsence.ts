import { rm, writeFile } from 'node:fs/promises';
import { writeAbsence } from '../../../auditlog/absence/absenceText.js';
import { buildIndex, findDifference, findIndex } from '../../../auditlog/absence/findIndex.js';
import { readProof } from '../../../auditlog/files/storedProof.js';
import { bodyOpeners } from '../../../auditlog/keys.js';
import { operatorLogId } from '../../../auditlog/logIds.js';
import { badUserInput } from '../../../schema/errors.js';
import { beginAct } from '../../operatorLog/operatorAct.js';
import { withNewFiles } from '../../output/outputFile.js';
import { type AuditIndexOptions, noIndex } from './auditIndex.js';

/** Options of `portcullis audit prove --absent`. */
export interface AuditAbsenceOptions extends AuditIndexOptions {
  /** Public id or number, as an entry would name it. */
  readonly entity: string;
  /** Path; standard output where absent. */
  readonly output?: string;
}

/**
 * Writes a proof that no entry of an indexed month named an entity. The question is logged first.
 *
 * @returns exit code: 0 where the proof was written, 1 where the entity was named, or the index is not that of its entries
 * @throws PortcullisError BAD_USER_INPUT for a month without an index, an ambiguous entity, or an output that exists;
 *   AUDIT_FORKED, AUDIT_UNAVAILABLE
 */
export async function runAuditAbsence(options: AuditAbsenceOptions): Promise<number> {
  const { pool, keys, log, month, entity, instance, pseudonymKeys, operatorLog, operator, output, out } = options;
  // Why: an id with a trailing blank is absent everywhere, and on paper it reads as the one without.
  if (!/^[!-~]+(?: [!-~]+)*$/.test(entity))
    throw badUserInput('An entity is printable ASCII, without leading, trailing or double blanks.');
  const statedIn = operatorLogId(instance);
  const found = await findIndex(pool, { log, month, statedIn });
  if (found === null) throw noIndex(log, month);
  return await withNewFiles([output], async () => {
    await operatorLog.look({ act: 'auditAbsence', ...beginAct('look', operator), facts: { log, month, entity } });
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
      out(fault === null ? `${entity} was named in ${month}.` : `The index of ${month} proves nothing: ${fault}.`);
      return 1;
    }
    if (output === undefined) out(text.trimEnd());
    else await writeFile(output, text, { flag: 'r+' });
    return 0;
  });
}
