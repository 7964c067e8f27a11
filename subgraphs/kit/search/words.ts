import { bounds, isLentByAll } from '../../../policy/bounds.js';
import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { inTime } from '../../../storage/pool/inTime.js';
import { slot } from '../../../storage/slot.js';
import { type Count, exactly } from '../counting/countRows.js';
import { mostNamed, mostPersonal } from '../counting/named.js';
import type { RecordListing } from '../described/describe.js';
import { fullOn, type Guards } from '../described/lookUps.js';
import { isInScope } from '../described/scope.js';
import type { RecordRow } from '../described/toObject.js';
import { notePresence } from '../manifest/presence.js';
import type { SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';
import type { Found } from './finders.js';

/** A text of records whose words are searched. */
export interface WordsText {
  /** Categories of the text. */
  readonly guards: Guards;
  /** The link to a person that holds it. */
  readonly link?: LinkColumns;
  /** From clause of its table, with the record as `r`. */
  readonly from: RawBuilder<unknown>;
  /** As indexed: `to_tsvector('simple', left(r.title, 100000))`. */
  readonly vector: RawBuilder<unknown>;
}

type WordsRow = RecordRow & { readonly guards: readonly string[]; readonly reached: number };

/** Most records of one text that are ranked: common words are in too many to look at them all. */
const MAX_RANKED = 1000;

/**
 * Records whose texts have all the words, in any order and any case. No language is guessed, so words are whole words as
 * written. Each text is searched where its category is FULL on the row, in SQL and again in the row's judgement; one that is
 * never FULL for the viewer is not in the statement. One statement, in time. For common words it takes the
 * first thousand records of each text, and says PARTIAL.
 */
export async function findWords(
  session: SourceSession,
  listing: RecordListing,
  texts: readonly WordsText[],
  text: SearchedText,
  first: number,
): Promise<Found> {
  const { state, found } = await readWords(session, listing, texts, text, first);
  return { state, found };
}

/**
 * How many records have all the words: exactly, to a thousand. It names those that it counts, all of them where some text is of
 * a `personal` category, else up to a hundred. Null where they were not searched. One statement, in time.
 */
export async function countWords(
  session: SourceSession,
  listing: RecordListing,
  texts: readonly WordsText[],
  text: SearchedText,
): Promise<Count | null> {
  const { found, open, isCut } = await readWords(session, listing, texts, text, mostPersonal + 1);
  if (found === null) return null;
  const isPersonal = open.some(({ guards }) => guards.some((each) => session.policy.categories[each]?.personal));
  const counted = found.slice(0, mostPersonal);
  if (isPersonal || counted.length <= mostNamed) for (const node of counted) notePresence(node);
  return isCut || found.length > mostPersonal ? { number: null, atLeast: counted.length } : exactly(counted.length);
}

/** What was found, by which of the texts, and whether one of them had more records than are ranked. */
interface FoundWords extends Found {
  readonly open: readonly WordsText[];
  readonly isCut: boolean;
}

async function readWords(
  session: SourceSession,
  listing: RecordListing,
  texts: readonly WordsText[],
  text: SearchedText,
  first: number,
): Promise<FoundWords> {
  const { feeds } = text;
  const boundsOf = bounds(session.policy, session.facts);
  const open = texts.filter(({ guards }) => guards.every((category) => boundsOf(category).ceiling === 'FULL'));
  if (open.length === 0) return { state: 'DENIED', found: null, open, isCut: false };
  const { toNode } = listing.read(session);
  const statement = session.kept(texts, feeds ? 'feeds' : '', () => compileWords(session, listing, open, feeds));
  const values = { words: text.valueOf('WORDS') ?? '', feeds: feeds ?? [], limit: first };
  const rows = await inTime(session.db, (options) =>
    session.db.rows(statement, { values, planForValues: true, ...options }),
  );
  if (rows === null) return { state: 'TIMEOUT', found: null, open, isCut: false };
  const found = rows.flatMap((row) =>
    row.guards.some((guards) => guards.split(' ').every((category) => session.isFull(category, row)))
      ? (toNode(session, row) ?? [])
      : [],
  );
  const isCut = rows.some(({ reached }) => reached >= MAX_RANKED);
  const isLent = texts.every(({ guards }) => guards.every((each) => isLentByAll(session.policy, session.facts, each)));
  return { state: isCut || !isLent ? 'PARTIAL' : 'OK', found, open, isCut };
}

function compileWords(
  session: SourceSession,
  listing: RecordListing,
  texts: readonly WordsText[],
  feeds: SearchedText['feeds'],
) {
  const wall = session.wall(listing.type);
  const query = sql`plainto_tsquery('simple', ${slot('words')})`;
  const ofFeeds = feeds ? sql`and ${isInScope(session, listing.type, { feeds, programmes: null })}` : sql``;
  // Why the wall in each: only what is FULL on a row may rank it, or count among the first.
  const each = texts.map(
    ({ guards, link, from, vector }) => sql`
      select id, ts_rank(vector, ${query}) as rank, cast(${guards.join(' ')} as text) as guards, count(*) over () as reached from (
        select r.id, ${vector} as vector from ${from}
        where ${vector} @@ ${query} and ${wall.visible} and ${fullOn(wall, guards)}
          ${link ? sql`and ${fullOn(wall, guards, link)}` : sql``} ${ofFeeds}
        limit ${sql.raw(String(MAX_RANKED))}
      ) counted`,
  );
  return compileStatement(sql<WordsRow>`select ${listing.read(session).columns}, best.guards, best.reached from (
      select id, max(rank) as rank, array_agg(distinct guards) as guards,
        cast(max(max(reached)) over () as int) as reached
      from (${sql.join(each, sql` union all `)}) told group by id order by max(rank) desc, id limit ${slot('limit')}
    ) best join ${listing.from} on r.id = best.id where ${wall.visible} order by best.rank desc, r.id`);
}
