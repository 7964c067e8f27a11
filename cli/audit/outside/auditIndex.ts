import { buildIndex, findDifference, findIndex } from '../../../auditlog/absence/findIndex.js';
import { entriesOfPeriod, indexId, type StatedIndex } from '../../../auditlog/absence/stated.js';
import { bodyOpeners } from '../../../auditlog/keys.js';
import { operatorLogId } from '../../../auditlog/logIds.js';
import { withIndexLock } from '../../../auditlog/store/lock.js';
import { badUserInput } from '../../../schema/errors.js';
import type { PseudonymKeys } from '../../../storage/keys/pseudonymKey.js';
import type { OperatorLog } from '../../operatorLog/operatorAct.js';
import { type Output, print } from '../../output/printLine.js';
import type { AuditAccess } from '../access.js';
import { findDue, type LogPeriod, spanOf } from './dueIndexes.js';

/** A period of a log to index, or whose index is read. */
export interface AuditIndexOptions extends Output, Pick<AuditAccess, 'pool' | 'keys'> {
  readonly log: string;
  /** A month, `2026-11`, or the entries between two heads, `1024-4096`. */
  readonly period: string;
  /** The log that this instance writes; its operators' log states the indexes. */
  readonly instance: string;
  readonly pseudonymKeys: PseudonymKeys;
  readonly operatorLog: Pick<OperatorLog, 'look'>;
  readonly operator: string;
}

/** What indexing needs, whichever the periods. */
export type IndexingOptions = Omit<AuditIndexOptions, 'log' | 'period'>;

/**
 * Indexes the subjects that the entries of periods named, and states each root in the operators' log: from then on absence can be
 * proven.
 *
 * @param periods by default those that are due
 * @throws PortcullisError BAD_USER_INPUT where another process is indexing; AUDIT_FORKED for an entry that does not match its leaf;
 *   AUDIT_UNAVAILABLE
 */
export async function runAuditIndex(options: IndexingOptions, periods?: readonly LogPeriod[]): Promise<number> {
  const { pool, instance, pseudonymKeys } = options;
  const done = await withIndexLock(pool, instance, async () => {
    const indexed: Indexed[] = [];
    for (const at of periods ?? (await findDue(pool, { instance, ...pseudonymKeys })))
      indexed.push(await index(options, at));
    return indexed;
  });
  if (!done) throw badUserInput('Another process is indexing.', 'Try again when it is done.');
  print(options, { indexed: done.value }, () =>
    done.value.length === 0 ? ['Nothing is due.'] : done.value.map(inWords),
  );
  return 0;
}

interface Indexed extends StatedIndex {
  readonly root: string;
}

async function index(
  { pool, keys, pseudonymKeys, operatorLog, operator }: IndexingOptions,
  at: LogPeriod,
): Promise<Indexed> {
  const startedAt = new Date().toISOString();
  const span = { ...at, ...(await spanOf(pool, at)) };
  const built = await buildIndex(pool, span, { openers: bodyOpeners(keys), ...pseudonymKeys });
  const root = Buffer.from(built.index.root).toString('hex');
  const act = { act: 'auditIndex', id: indexId(built.stated), operator, originator: null, startedAt } as const;
  await operatorLog.look({ ...act, facts: { ...built.stated, root }, documentHash: root });
  return { ...built.stated, root };
}

function inWords({ log, period, start, end, count, erased }: Indexed): string {
  return `Indexed ${period} of ${log}: ${count} subjects of entries ${start} to ${end - 1}, ${erased} erased.`;
}

/** Rebuilds the newest index of a period from its entries and compares. Exit code 0 where they are equal, 1 where not. */
export async function runAuditIndexCheck(options: AuditIndexOptions): Promise<number> {
  const { pool, keys, log, period, instance, pseudonymKeys, operatorLog, operator } = options;
  const found = await findIndex(pool, { log, period, statedIn: operatorLogId(instance) });
  if (found === null) throw noIndex(log, period);
  const startedAt = new Date().toISOString();
  const id = `check-${indexId(found.stated)}`;
  await operatorLog.look({ act: 'auditVerify', id, operator, originator: null, startedAt, facts: { log, period } });
  const built = await buildIndex(pool, found.stated, { openers: bodyOpeners(keys), ...pseudonymKeys });
  const fault = findDifference(found, built);
  print(options, { log, period, ok: fault === null, fault }, () => [
    fault === null
      ? `OK      ${period} of ${log}: the index is that of entries ${found.stated.start} to ${found.stated.end - 1}`
      : `BROKEN  ${period} of ${log}: ${fault}`,
  ]);
  return fault === null ? 0 : 1;
}

/** Thrown where a period has no index. */
export function noIndex(log: string, period: string): Error {
  const named = entriesOfPeriod(period) ? '--between with the same heads' : `--month ${period}`;
  return badUserInput(`${period} of ${log} is not indexed.`, `portcullis audit index --log ${log} ${named}`);
}
