import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { said } from '../../../storage/slot.js';
import type { SourceSession } from '../types.js';

/** Records of a type, over the alias `r`. */
interface Tried {
  readonly type: string;
  readonly from: RawBuilder<unknown>;
}

/*
 * Records that a question tries, and that this viewer may not see, are counted for their originators. Of the rows their originators
 * alone leave the database, and nothing of them the source: not even how long it takes, since nobody waits.
 */

/** A key, and the place of the question that tries it. */
interface TriedKey {
  readonly asked: number;
  readonly key: string;
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
      select asked, key from unnest(cast(${said('asked')} as int[]), cast(${said('keys')} as text[])) as stated(asked, key) offset 0
    ) stated join ${records.from} on ${has(sql.ref<string>('stated.key'))} offset 0`;
  count(session, records, has, rows, { asked: keys.map(({ asked }) => asked), keys: keys.map(({ key }) => key) });
}

/**
 * Counts the records of which a condition holds.
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
    compileStatement(sql<{ originator: string; times: number }>`
      select r.originator, cast(count(distinct (r.asked, r.id)) as int) as times from (${rows}) r
      where (${session.wall(type).visible}) is not true group by r.originator`),
  );
  session.countTried(statement, values);
}
