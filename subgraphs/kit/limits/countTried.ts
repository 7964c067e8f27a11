import type { RequestFacts } from '../../../policy/types.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, slot } from '../../../storage/slot.js';
import type { SourceDatabase } from '../../../storage/types.js';
import type { SourceSession } from '../sourceSession.js';
import type { Limits } from './limits.js';

/*
 * Records that a question tries and that this viewer may not see are counted for their originators. Only the originators
 * leave the database, and nothing leaves the source: not even the time it takes, since nobody waits.
 */

/** Records of a type, over the alias `r`. */
interface Tried {
  readonly type: string;
  readonly from: RawBuilder<unknown>;
}

/** A key, and the place of the question that tries it. */
interface TriedKey {
  readonly asked: number;
  readonly key: string;
}

/** How often records of an originator were tried. */
interface TriedTimes {
  readonly originator: string;
  readonly times: number;
}

/**
 * Counts the records that have one of these keys, once for each question.
 *
 * @param has over the alias `r`
 */
export function countTriedKeys(
  session: SourceSession,
  records: Tried,
  has: (key: RawBuilder<string>) => RawBuilder<boolean>,
  keys: readonly TriedKey[],
): void {
  if (keys.length === 0) return;
  const rows = sql`select stated.asked, r.* from (
      select asked, key from unnest(cast(${slot('asked')} as int[]), cast(${slot('keys')} as text[])) as stated(asked, key) offset 0
    ) stated join ${records.from} on ${has(sql.ref<string>('stated.key'))} offset 0`;
  count(session, records, has, rows, { asked: keys.map(({ asked }) => asked), keys: keys.map(({ key }) => key) });
}

/**
 * Counts the records that meet a condition.
 *
 * @param where over the slot `sought` and the alias `r`
 */
export function countTriedNumber(
  session: SourceSession,
  records: Tried,
  where: RawBuilder<boolean>,
  sought: string,
): void {
  count(session, records, where, sql`select 0 as asked, r.* from ${records.from} where ${where} offset 0`, { sought });
}

function count(
  session: SourceSession,
  { type }: Tried,
  owner: object,
  rows: RawBuilder<unknown>,
  values: Readonly<Record<string, unknown>>,
): void {
  const statement = session.kept(owner, 'tried', () =>
    compileStatement(sql<TriedTimes>`
      select r.originator, cast(count(distinct (r.asked, r.id)) as int) as times from (${rows}) r
      where (${session.wall(type).visible}) is not true group by r.originator`),
  );
  session.countTried(statement, values);
}

/** Stores what such a statement counts. Outside of the session's statements: it goes on when the request has ended. */
export async function storeTried(
  { database, limits }: { readonly database: SourceDatabase; readonly limits: Limits },
  { viewer, asOf }: RequestFacts,
  statement: Prepared<TriedTimes>,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const rows = await database.rows(statement, { values: { ...values, asOf } });
  const timesOf = Object.fromEntries(rows.map(({ originator, times }) => [originator, times]));
  if (rows.length > 0) await limits.store.countTried(asOf, viewer.agency, timesOf);
}
