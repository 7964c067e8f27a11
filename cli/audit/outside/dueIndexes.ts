import { findIndex } from '../../../auditlog/absence/findIndex.js';
import { entriesOfPeriod, publicKeyOf, type StatedIndex } from '../../../auditlog/absence/stated.js';
import { isLogOf, isOfAnswers, isRegister, operatorLogId } from '../../../auditlog/logIds.js';
import { findSpan } from '../../../auditlog/store/exporting.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { listLogs } from '../../../auditlog/store/rows.js';
import type { PseudonymKeys } from '../../../storage/keys/pseudonymKey.js';

/** A month of a log, or its entries between two heads. */
export type LogPeriod = Pick<StatedIndex, 'log' | 'period'>;

/** The month of yesterday, as `2026-11`, UTC. */
export function monthOfYesterday(): string {
  return monthOf(new Date(Date.now() - 86_400_000));
}

/** The entries of a period of a log. */
export async function spanOf(db: LogQuery, { log, period }: LogPeriod): Promise<Pick<StatedIndex, 'start' | 'end'>> {
  const entries = entriesOfPeriod(period);
  if (entries) return entries;
  const from = new Date(`${period}-01T00:00:00.000Z`);
  const { start, end } = await findSpan(db, { log, from: from.toISOString(), to: monthAfter(from).toISOString() });
  return { start, end: Math.max(start, end ?? start) };
}

/** The months to index of an instance's logs: this month so far and the last one, where entries are not indexed yet. */
export async function findDue(
  db: LogQuery,
  {
    instance,
    publicKey,
    now = new Date(),
  }: Pick<PseudonymKeys, 'publicKey'> & { readonly instance: string; readonly now?: Date },
): Promise<readonly LogPeriod[]> {
  const logs = (await listLogs(db)).filter((log) => isLogOf(instance, log) && !isRegister(log));
  const months = [new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)), now].map(monthOf);
  const due: LogPeriod[] = [];
  // Why the operators' log last: each index is an entry of it.
  for (const log of logs.sort((a, b) => Number(isOfAnswers(b)) - Number(isOfAnswers(a)))) {
    for (const period of months) {
      const { start, end } = await spanOf(db, { log, period });
      const found = end > start && (await findIndex(db, { log, period, statedIn: operatorLogId(instance) }));
      const isStated = found && found.stated.start === start && found.stated.end === end;
      if (end > start && !(isStated && found.stated.key === publicKeyOf(publicKey).digest)) due.push({ log, period });
    }
  }
  return due;
}

function monthAfter(from: Date): Date {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
}

function monthOf(instant: Date): string {
  return instant.toISOString().slice(0, 7);
}
