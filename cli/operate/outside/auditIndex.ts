import { buildIndex, findDifference, findIndex } from '../../../auditlog/absence/findIndex.js';
import { indexId } from '../../../auditlog/absence/stated.js';
import { sealKeys } from '../../../auditlog/keys.js';
import { operatorLogIds } from '../../../auditlog/logIds.js';
import { findSpan } from '../../../auditlog/store/exporting.js';
import { badUserInput } from '../../../schema/errors.js';
import type { PseudonymKeys } from '../../../storage/keys/pseudonymKey.js';
import type { OperatorLog } from '../../acts/operatorAct.js';
import { type Output, print } from '../../printLine.js';
import type { AuditAccess } from '../audit.js';

/** The month of a log that is indexed, or whose index is looked at. */
export interface AuditIndexOptions extends Output, Pick<AuditAccess, 'pool' | 'keys'> {
  readonly log: string;
  /** `2026-11`. */
  readonly month: string;
  /** The log that this instance writes; its operators' log states indexes. */
  readonly instance: string;
  readonly pseudonymKeys: PseudonymKeys;
  readonly operatorLog: Pick<OperatorLog, 'look'>;
  readonly operator: string;
}

/**
 * Indexes whom the entries of a month named, and has the log of operators state the root: from then on absence can be proven.
 *
 * @throws PortcullisError AUDIT_FORKED for an entry that is not what its leaf says, AUDIT_UNAVAILABLE
 */
export async function runAuditIndex(options: AuditIndexOptions): Promise<number> {
  const { pool, keys, log, month, pseudonymKeys, operatorLog, operator } = options;
  const startedAt = new Date().toISOString();
  const { start, end } = await findSpan(pool, { log, ...boundsOf(month) });
  const at = { log, month, start, end: Math.max(start, end ?? start) };
  const { index, stated } = await buildIndex(pool, at, { seal: sealKeys(keys), ...pseudonymKeys });
  const documentHash = Buffer.from(index.root).toString('hex');
  const act = { act: 'auditIndex', id: indexId(stated), operator, originator: null, startedAt } as const;
  await operatorLog.look({ ...act, facts: { ...stated, root: documentHash }, documentHash });
  print(options, { ...stated, root: documentHash }, () => [
    `Indexed ${month} of ${log}: ${stated.count} subjects of entries ${at.start} to ${at.end - 1}, ${stated.erased} erased.`,
  ]);
  return 0;
}

/** Builds the newest index of a month again from its entries, and compares. Exit code 0 where they are alike, 1 where not. */
export async function runAuditIndexCheck(options: AuditIndexOptions): Promise<number> {
  const { pool, keys, log, month, instance, pseudonymKeys, operatorLog, operator } = options;
  const found = await findIndex(pool, { log, month, statedIn: operatorLogIds(instance) });
  if (found === null) throw noIndex(log, month);
  const startedAt = new Date().toISOString();
  const act = {
    act: 'auditVerify',
    id: `check-${indexId(found.stated)}`,
    operator,
    originator: null,
    startedAt,
  } as const;
  await operatorLog.look({ ...act, facts: { log, month } });
  const built = await buildIndex(pool, found.stated, { seal: sealKeys(keys), ...pseudonymKeys });
  const fault = findDifference(found, built);
  print(options, { log, month, ok: fault === null, fault }, () => [
    fault === null
      ? `OK      ${month} of ${log}: the index is that of entries ${found.stated.start} to ${found.stated.end - 1}`
      : `BROKEN  ${month} of ${log}: ${fault}`,
  ]);
  return fault === null ? 0 : 1;
}

/** Why absence cannot be proven in a month. */
export function noIndex(log: string, month: string): Error {
  return badUserInput(`${month} of ${log} is not indexed.`, `portcullis audit index --month ${month}`);
}

/** First instant of a month, and of the next one. */
function boundsOf(month: string): { readonly from: string; readonly to: string } {
  const from = new Date(`${month}-01T00:00:00.000Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  return { from: from.toISOString(), to: to.toISOString() };
}
