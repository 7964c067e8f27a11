import { sql } from 'kysely';
import type { ComparedRecord } from '../../../matching/index.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { saidKeys } from '../../../storage/slot.js';
import type { RecordNode } from '../described/describe.js';
import { createLoader } from '../page/loader.js';
import type { SourceContext, SourceSession } from '../types.js';
import { envelope } from '../wall/envelope.js';
import { verdictOf } from '../wall/verdict.js';
import { askedAtOnce, assertGiving, toMatches } from './answer.js';
import { type ComparedRow, comparedOf } from './compared.js';
import { comparedColumns, type MatchedKind } from './matchedKind.js';
import { findSimilar } from './similar.js';

/** Arguments of a field that gives what may be of the object's bearer. */
interface Asking {
  readonly first: number;
  readonly atLeast: number;
}

/**
 * Resolver of a record's field that gives other records of its kind which may be of its bearer, compared by what is lent in
 * full of both. Null where its names are not, or where it has none. No record is looked up by it: one of which a viewer may only
 * know is not given.
 */
export function ownMatches(kind: MatchedKind) {
  const at = `${kind.listing.type}.matches`;
  return (record: RecordNode, asking: Asking, { session }: SourceContext): Promise<object | null> | null => {
    assertGiving(at, asking);
    if (verdictOf(record)?.of(kind.category).effect !== 'FULL') return null;
    const { first, atLeast } = asking;
    return session
      .once(kind, `matches ${first} ${atLeast}`, () => createLoader((ids) => matchRecords(session, kind, ids, asking)))
      .load(record.id);
  };
}

/** Matches of records by their ids: one statement for what is compared of all, and one for each ten of them. */
async function matchRecords(
  session: SourceSession,
  kind: MatchedKind,
  ids: readonly string[],
  { first, atLeast }: Asking,
): Promise<ReadonlyMap<string, object>> {
  const records = [...(await comparedById(session, kind, ids))];
  const answers = new Map<string, object>();
  for (let from = 0; from < records.length; from += askedAtOnce) {
    const some = records.slice(from, from + askedAtOnce);
    const except = some.map(([id]) => id);
    const asked = some.map(([, record]) => record);
    const { state, found } = await findSimilar(session, kind, asked, { first, atLeast, except });
    for (const [place, id] of except.entries())
      answers.set(id, toMatches(session, kind, { state, cutOff: atLeast, similar: found[place] ?? [] }));
  }
  return answers;
}

/** What may be compared of records, by id; of those whose names are lent. */
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
      where r.id = any(cast(${saidKeys} as text[])) and ${wall.visible} and ${wall.full(category)} order by r.id`);
  });
  const rows = await session.db.rows(statement, { said: { keys: ids } });
  return new Map(
    rows.flatMap((row) => {
      const compared = comparedOf(kind, row, session.isFull);
      return compared ? [[row.id, compared] as const] : [];
    }),
  );
}
