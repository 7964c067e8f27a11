import type { SoughtBy } from '../../../../policy/rows/protectedRow.js';
import { type RawBuilder, sql } from '../../../../storage/kysely.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { inTime } from '../../../../storage/pool/inTime.js';
import { slot } from '../../../../storage/slot.js';
import type { RecordRow } from '../../described/toObject.js';
import type { SourceSession } from '../../sourceSession.js';
import type { MatchedKind } from '../matchedKind.js';

/** A row that a viewer may only know of, under one of a question's keys. */
export type KnownRow = RecordRow & { readonly asked: number; readonly matched_names: readonly string[] };

/** By which datum rows are sought, and which of them have a key of it, over the alias `r`. */
interface KeySearch {
  readonly by: SoughtBy;
  readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
}

/** A key, and the place of the question that asks for it. */
export interface AskedKey {
  readonly asked: number;
  readonly key: string;
}

/**
 * Rows that this viewer may know of and not see, by equal keys, ordered by id. One statement.
 *
 * @returns null where it took too long
 */
export async function findKnown(
  session: SourceSession,
  kind: MatchedKind,
  search: KeySearch,
  keys: readonly AskedKey[],
): Promise<readonly KnownRow[] | null> {
  if (keys.length === 0) return [];
  const statement = session.kept(search.has, 'known', () => compileKnown(session, kind, search));
  const values = { asked: keys.map(({ asked }) => asked), keys: keys.map(({ key }) => key) };
  return inTime(session.db, (options) => session.db.rows(statement, { values, ...options }));
}

/* Why `offset 0`: for a wall of many conditions PostgreSQL expects one row, and would start with it, reading the whole table. */
function compileKnown(session: SourceSession, { listing, names }: MatchedKind, { by, has }: KeySearch) {
  const wall = session.wall(listing.type);
  return compileStatement(sql<KnownRow>`
    select r.asked, ${names} as matched_names, ${listing.read(session).columns} from (
      select stated.asked, r.* from (
        select asked, key from unnest(cast(${slot('asked')} as int[]), cast(${slot('keys')} as text[])) as stated(asked, key) offset 0
      ) stated join ${listing.from} on ${has(sql.ref<string>('stated.key'))} offset 0
    ) r where ${wall.known(by)} and (${wall.visible}) is not true order by r.id, r.asked`);
}
