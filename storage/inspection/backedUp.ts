import { operatorLogId } from '../../auditlog/logIds.js';
import type { LogQuery } from '../../auditlog/store/pool.js';

/** Since when what is written is in no backup. */
export interface BackedUp {
  /** When the newest backup was done; without one, of the first entry of the log; null for an empty log. */
  readonly since: Date | null;
  /** False if there was none yet. */
  readonly isBackedUp: boolean;
}

/**
 * Reads it from the outcomes in the logs of operators. Why from there: the log is a part of what is backed up, so that a restored
 * database knows of those backups alone that hold a part of what it holds.
 */
export async function readBackedUp(db: LogQuery): Promise<BackedUp> {
  const { begun, done } = await readDone(db, backupPrefix);
  return { since: done ?? begun, isBackedUp: done !== null };
}

/** When all keys were exported last, by the same logs; null where they never were. */
export async function readEscrowed(db: LogQuery): Promise<Date | null> {
  return (await readDone(db, escrowPrefix)).done;
}

async function readDone(db: LogQuery, prefix: string): Promise<{ begun: Date | null; done: Date | null }> {
  const { rows } = await db.query({
    // Steps from log to log, and in each from its end: there was one last night.
    text: `with recursive logs(log) as (select min(log) from audit.entry
        union all select (select min(e.log) from audit.entry e where e.log > logs.log) from logs where log is not null)
      select (select min(at) from audit.entry) as begun, (
        select max(o.at) from logs l cross join lateral (
          select e.at from audit.entry e where e.log = l.log and e.kind = 'OUTCOME' and e.code = 'OK'
            and starts_with(e.request_id, $2) order by e.index desc limit 1
        ) o where l.log like '%' || $1
      ) as done`,
    values: [operatorLogId(''), `${prefix}_`],
  });
  return rows[0] as unknown as { begun: Date | null; done: Date | null };
}

/** From here on a backup is dated later than now, ms: the clock was ahead when it was made, or is behind. */
const aheadMs = 300_000;

/** Age of the newest backup, ms; infinite for one that is dated later than now: how old it is, nobody knows. */
export function ageOf({ since }: BackedUp, now: number): number {
  const age = now - (since?.getTime() ?? now);
  return age < -aheadMs ? Number.POSITIVE_INFINITY : age;
}

/** Prefix of the ids of backups in the log. */
export const backupPrefix = 'backup';

/** Prefix of the ids of exports of keys in the log. */
export const escrowPrefix = 'escrow';
