import type { SoughtBy } from '../../../../policy/rows/protectedRow.js';
import { type RawBuilder, sql } from '../../../../storage/kysely.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { said } from '../../../../storage/slot.js';
import type { RecordRow } from '../../described/toObject.js';
import { inTime } from '../../session/inTime.js';
import type { SourceSession } from '../../sourceSession.js';
import type { MatchedKind } from '../matchedKind.js';

/** A row of which a viewer may only know, under one of the keys that a question gives. */
export type KnownRow = RecordRow & { readonly asked: number; readonly matched_names: readonly string[] };

/** By what keys rows are sought, and which have one, over the alias `r`. */
interface KeyWay {
  readonly by: SoughtBy;
  readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
}

/** A key, and the place of what asks for it. */
export interface AskedKey {
  readonly asked: number;
  readonly key: string;
}

/**
 * Rows of which this viewer may know, and see nothing, by keys that are equal to the stated ones: one statement for all, by id.
 *
 * @returns null where half a second was not enough
 */
export async function findKnown(
  session: SourceSession,
  kind: MatchedKind,
  way: KeyWay,
  keys: readonly AskedKey[],
): Promise<readonly KnownRow[] | null> {
  if (keys.length === 0) return [];
  const statement = session.kept(way.has, 'known', () => compileKnown(session, kind, way));
  const values = { asked: keys.map(({ asked }) => asked), keys: keys.map(({ key }) => key) };
  return inTime((options) => session.db.rows(statement, { said: values, ...options }));
}

/* Why twice `offset 0`: of a wall of many conditions PostgreSQL expects one row, and would begin with it, reading the whole table. */
function compileKnown(session: SourceSession, { listing, names }: MatchedKind, { by, has }: KeyWay) {
  const wall = session.wall(listing.type);
  return compileStatement(sql<KnownRow>`
    select r.asked, ${names} as matched_names, ${listing.read(session).columns} from (
      select stated.asked, r.* from (
        select asked, key from unnest(cast(${said('asked')} as int[]), cast(${said('keys')} as text[])) as stated(asked, key) offset 0
      ) stated join ${listing.from} on ${has(sql.ref<string>('stated.key'))} offset 0
    ) r where ${wall.known(by)} and (${wall.visible}) is not true order by r.id, r.asked`);
}
