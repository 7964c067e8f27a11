import type { ComparedRecord } from '../../../matching/index.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { keysSlot } from '../../../storage/slot.js';
import type { RecordNode } from '../described/describe.js';
import { createLoader } from '../page/loader.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import { envelope } from '../wall/envelope.js';
import { isFullOn } from '../wall/verdict.js';
import { type Asking, assertAsking, matchEach } from './answer.js';
import { type ComparedRow, comparedOf } from './compared.js';
import { comparedColumns, type MatchedKind } from './matchedKind.js';

/**
 * Resolver of a record's field that returns other records of its kind which may describe the same bearer, compared by what
 * is lent in full on both. Null where its names are not lent, or it has none. It gives no hits.
 */
export function ownMatches(kind: MatchedKind) {
  const at = `${kind.listing.type}.matches`;
  return (record: RecordNode, asking: Asking, { session }: SourceContext): Promise<object | null> | null => {
    assertAsking(at, asking);
    if (!isFullOn(record, kind.category)) return null;
    const { first, atLeast } = asking;
    return session
      .once(kind, `matches ${first} ${atLeast}`, () =>
        createLoader(async (ids) => matchEach(session, kind, await comparedById(session, kind, ids), asking)),
      )
      .load(record.id);
  };
}

/** What may be compared of records whose names are lent, by id. */
async function comparedById(
  session: SourceSession,
  kind: MatchedKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ComparedRecord>> {
  const { listing, names, category } = kind;
  const statement = session.kept(kind, 'compared', () => {
    const wall = session.wall(listing.type);
    return compileStatement(sql<ComparedRow>`
      select r.id, ${envelope('r')}, ${names} as matched_names${comparedColumns(kind)} from ${listing.from}
      where r.id = any(cast(${keysSlot} as text[])) and ${wall.visible} and ${wall.full(category)} order by r.id`);
  });
  const rows = await session.db.rows(statement, { values: { keys: ids } });
  return new Map(
    rows.flatMap((row) => {
      const compared = comparedOf(kind, row, session.isFull);
      return compared ? [[row.id, compared] as const] : [];
    }),
  );
}
