import type pg from 'pg';
import { type Expirable, type Expired, type Expiring, expireEntries } from '../../../auditlog/retention/expire.js';
import { writeSpan } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { expiringId } from '../../../auditlog/verification/acts/erasures.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { publicKeys } from '../verification/tampering.js';
import { openLog } from './openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from './samples.js';

/** Has it be noon (UTC) of a day, and the minutes behind, while this works. */
export async function onDay<T>(day: string, work: () => Promise<T>): Promise<T> {
  const RealDate = Date;
  const ahead = RealDate.parse(`${day}T12:00:00.000Z`) - RealDate.now();
  class OtherDate extends RealDate {
    constructor(...given: readonly [] | readonly [number | string]) {
      super(given[0] ?? OtherDate.now());
    }
    static override now(): number {
      return RealDate.now() + ahead;
    }
  }
  globalThis.Date = OtherDate as DateConstructor;
  try {
    return await work();
  } finally {
    globalThis.Date = RealDate;
  }
}

/** A log of several days: on each an opening, looks and refusals in turn. */
export async function writeDays(pool: pg.Pool, heads: string, days: readonly string[], each: number): Promise<void> {
  for (const day of days)
    await onDay(day, async () => {
      const log = await openLog(pool, { logId: 'main', heads });
      for (let i = 0; i < each; i += 1) {
        const kind = i % 3 === 2 ? 'REFUSED' : 'OUTCOME';
        await log.append({ header: sampleHeader({ kind, at: new Date().toISOString() }), body: sampleBody() });
      }
      await log.close();
    });
}

/** Lets entries of the log `main` expire, as the command does. */
export function expire(
  { pool, admin, heads }: { readonly pool: pg.Pool; readonly admin: pg.Pool; readonly heads: string },
  before: string,
  changes: Partial<Expiring> = {},
): Promise<Expired> {
  const of: Expirable = changes.class ?? 'LOOK';
  return expireEntries({
    ...{ db: admin as LogPool, store: admin as LogPool, log: 'main', class: of, before, keys: bodyKeys(auditKeys) },
    publicKeys: [publicKeys.checkpoint.publicKey],
    append: async (expiries) => {
      const log = await openLog(pool, { logId: 'main.cli', heads });
      for (const { first, last, spans } of expiries) {
        const requestId = expiringId('main', { class: of, first, last, index: spans[0]?.from ?? 0 });
        const header = sampleHeader({ kind: 'EXPIRE', requestId, spans: spans.map(writeSpan) });
        await log.append({ header, body: sampleBody({ disclosed: [], caseReference: null }) });
      }
      await log.close();
    },
    ...changes,
  });
}
