import { sql } from '../kysely.js';
import type { WritableDatabase } from '../types.js';
import type { LimitKeys } from './limitKeys.js';

/** The dates of birth that an agency tried for one name in a day, for an entry of the audit log. */
export interface FoundEnumeration {
  /** The same at each attempt. */
  readonly id: string;
  readonly agency: string;
  /** The name, as a keyed token, hex. */
  readonly name: string;
  readonly dates: number;
  readonly askers: readonly string[];
  /** When it was found, UTC ISO 8601. */
  readonly foundAt: string;
}

interface EnumerationRow {
  readonly day: string;
  readonly under: string;
  readonly agency: string;
  readonly name: string;
  readonly found_at: Date;
  readonly dates: number;
  readonly askers: readonly string[];
}

/**
 * Passes the enumerations that the audit log does not have yet to `enter`, one after another, each in one process at a time. One is
 * done when `enter` resolves; after a kill in between it is passed again.
 *
 * @returns how many were entered
 * @throws what `enter` throws
 */
export async function enterEnumerations(
  database: WritableDatabase,
  keys: Pick<LimitKeys, 'open'>,
  enter: (found: FoundEnumeration) => Promise<void>,
): Promise<number> {
  let entered = 0;
  const enterNext = (): Promise<boolean> =>
    database.transaction(async ({ rows }) => {
      const [row] = await rows(sql<EnumerationRow>`
        select to_char(e.day, 'YYYY-MM-DD') as day, encode(e.under, 'hex') as under, e.agency, encode(e.name, 'hex') as name, e.found_at,
          (select count(*)::int from limits.trial t where t.day = e.day and t.under = e.under) as dates,
          array(select encode(a.asker, 'hex') from limits.asker a where a.day = e.day and a.under = e.under) as askers
        from limits.enumeration e where e.entered_at is null order by e.day, e.under limit 1 for update skip locked`);
      if (!row) return false;
      await enter(toFound(row, keys));
      await rows(sql`update limits.enumeration set entered_at = now()
        where day = cast(${row.day} as date) and under = decode(${row.under}, 'hex')`);
      entered += 1;
      return true;
    });
  while (await enterNext());
  return entered;
}

/** Deletes what is older than yesterday, which counts no more, except what the audit log does not have yet. */
export async function sweepLimits(database: WritableDatabase, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  await database.exec(
    `with old as (select cast($1 as date) - 1 as day),
       open as (select day, under from limits.enumeration where entered_at is null),
       trials as (delete from limits.trial t using old where t.day < old.day
         and not exists (select from open o where o.day = t.day and o.under = t.under)),
       askers as (delete from limits.asker a using old where a.day < old.day
         and not exists (select from open o where o.day = a.day and o.under = a.under)),
       enumerations as (delete from limits.enumeration e using old where e.day < old.day and e.entered_at is not null),
       budgets as (delete from limits.budget b where b.full_at < extract(epoch from cast($2 as timestamptz)) * 1000),
       tried as (delete from limits.tried t where t.month < cast($1 as date) - interval '25 months')
     delete from limits.lookup l where l.minute < cast($2 as timestamptz) - interval '65 minutes'`,
    [today, now.toISOString()],
  );
}

function toFound(
  { day, under, agency, name, found_at, dates, askers }: EnumerationRow,
  keys: Pick<LimitKeys, 'open'>,
): FoundEnumeration {
  const open = (sealed: string): string => keys.open(agency, Buffer.from(sealed, 'hex')) ?? 'unknown';
  return {
    id: `enumeration-${day}-${under}`,
    agency,
    name: open(name),
    dates,
    askers: askers.map(open).sort(),
    foundAt: found_at.toISOString(),
  };
}
