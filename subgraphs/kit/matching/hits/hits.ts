import { hasWords, storedPairKey } from '../../../../matching/index.js';
import { bounds } from '../../../../policy/bounds.js';
import type { SoughtBy } from '../../../../policy/rows/protectedRow.js';
import type { RawBuilder } from '../../../../storage/kysely.js';
import type { RecordNode } from '../../described/describe.js';
import { countTriedKeys } from '../../limits/countTried.js';
import { type HitState, hitStateOf } from '../../limits/hitState.js';
import type { Trial } from '../../limits/trial.js';
import { stableJson } from '../../page/stableJson.js';
import type { SourceSession } from '../../sourceSession.js';
import { analyseOnce } from '../compared.js';
import type { MatchedKind } from '../matchedKind.js';
import { createTurns, type Turns } from '../turns.js';
import type { KnownBy, KnownByKey, KnownQuestion } from './knownBy.js';
import { type AskedKey, findKnown, type KnownRow } from './knownRows.js';
import { type WholeQuestion, wholeQuestions } from './wholeQuestions.js';

/** Whether a hit was looked for, and the record that the viewer may know is there; null: none, or not for this viewer. */
export interface FoundHit {
  readonly hitState: HitState;
  readonly hit: RecordNode | null;
}

/** For a question by which no hit was looked for. */
export const notAsked: FoundHit = { hitState: 'NOT_ASKED', hit: null };

/** One datum by which questions look for hits. */
interface HitSearch {
  readonly by: SoughtBy;
  readonly category: string;
  readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
  readonly keys: readonly AskedKey[];
  /** What a question tries by it. */
  readonly tries: (question: number) => readonly Trial[];
  /** Whether a row with one of the question's keys answers it. */
  readonly isIt: (question: number, row: KnownRow) => boolean;
  /** The records that a question tries, whatever else it states: by a name, all that have it. */
  readonly tried: {
    readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
    readonly keys: (question: number) => readonly string[];
  };
}

/**
 * For each question one record that this viewer may know of and not see. A record is compared by a number, or by a name and
 * a full date of birth, each whole and by equality; where a question states both, either may answer it. Nothing else that it
 * states is compared, for or against. One statement for the dates of all questions, and one for each sort of number.
 */
export async function findHits(
  session: SourceSession,
  kind: MatchedKind,
  stated: readonly KnownQuestion[],
): Promise<readonly FoundHit[]> {
  const turns = createTurns(session);
  const questions = await wholeQuestions(stated, turns);
  const isOpen = (category: string) => bounds(session.policy, session.facts)(category).ceiling !== 'NONE';
  const searches = hitSearches(kind.known ?? {}, questions).filter(({ category }) => isOpen(category));
  const states = await reserveEach(session, searches, questions.length);
  const asked = [...states.keys()].filter((at) => states[at] === 'ASKED');
  for (const search of searches) countTried(session, kind, search, states);
  const late = new Set<number>();
  const { toNode } = kind.listing.read(session);
  const find = async () => {
    const found = await Promise.all(
      searches.map((search) => {
        const keys = search.keys.filter((key) => states[key.asked] === 'ASKED');
        return findBy(session, kind, { ...search, keys }, { late, turns });
      }),
    );
    return asked.map((at) =>
      searches.flatMap(({ by, category }, index) =>
        (found[index]?.get(at) ?? []).map((row) => ({ row, by, category })),
      ),
    );
  };
  const hits = await session.lookupHits(
    asked.map((at) => stableJson([kind.listing.type, questions[at]])),
    find,
    (row) => toNode(session, row),
  );
  return states.map((state, at) => {
    if (state !== 'ASKED') return { hitState: state, hit: null };
    const isLate = hits === null || late.has(at);
    return { hitState: isLate ? 'UNAVAILABLE' : state, hit: hits?.[asked.indexOf(at)] ?? null };
  });
}

/** Counts for their originators the records that questions try, of questions that may be looked for. */
function countTried(
  session: SourceSession,
  { listing }: MatchedKind,
  { tried }: HitSearch,
  states: readonly HitState[],
): void {
  const keys = states.flatMap((state, at) =>
    state === 'ASKED' ? tried.keys(at).map((key) => ({ asked: at, key })) : [],
  );
  countTriedKeys(session, listing, tried.has, keys);
}

/** Reserves all that each question tries, before anything is looked for: whether it may be. */
async function reserveEach(
  session: SourceSession,
  searches: readonly HitSearch[],
  count: number,
): Promise<readonly HitState[]> {
  const tried = Array.from({ length: count }, (_, at) => searches.flatMap(({ tries }) => tries(at)));
  const states = (await session.reserveTrials(tried.flat())).values();
  return tried.map((trials) => hitStateOf(trials.flatMap(() => states.next().value ?? [])));
}

function hitSearches({ birthDates, numbers = {} }: KnownBy, questions: readonly WholeQuestion[]): readonly HitSearch[] {
  const byNumber = Object.entries(numbers).map(([of, key]) => searchByNumber(of, key, questions));
  return birthDates ? [...byNumber, searchByBirth(birthDates, questions)] : byNumber;
}

function searchByNumber(of: string, { category, has }: KnownByKey, questions: readonly WholeQuestion[]): HitSearch {
  const numberIn = (question: number) => {
    const number = questions[question]?.number;
    return number?.of === of ? number : null;
  };
  const keysOf = (question: number) => numberIn(question)?.keys ?? [];
  return {
    by: 'NUMBER',
    category,
    has,
    keys: questions.flatMap((_, asked) => keysOf(asked).map((key) => ({ asked, key }))),
    tries: (question) => {
      const number = numberIn(question);
      return number ? [number.trial] : [];
    },
    isIt: () => true,
    tried: { has, keys: keysOf },
  };
}

function searchByBirth(
  { category, has, named }: NonNullable<KnownBy['birthDates']>,
  questions: readonly WholeQuestion[],
): HitSearch {
  const trialsOf = (question: number) => questions[question]?.born?.trials ?? [];
  return {
    by: 'NAME',
    category,
    has,
    keys: questions.flatMap(({ born }, asked) => (born ? [{ asked, key: born.date }] : [])),
    tries: trialsOf,
    isIt: (question, { matched_names: names }) =>
      questions[question]?.born?.names.some((words) =>
        names.some((name) => hasWords(analyseOnce(name, 'person'), words)),
      ) ?? false,
    tried: {
      has: named,
      keys: (question) => trialsOf(question).flatMap(({ pairs }) => pairs.map(({ words }) => storedPairKey(words))),
    },
  };
}

/** Rows by the question that each answers. */
async function findBy(
  session: SourceSession,
  kind: MatchedKind,
  { by, category, has, keys, isIt }: HitSearch,
  { late, turns }: { readonly late: Set<number>; readonly turns: Turns },
): Promise<ReadonlyMap<number, readonly KnownRow[]>> {
  // Why each key once: a hundred questions by one date read its rows once.
  const places = [...new Set(keys.map(({ key }) => key))];
  const rows = await findKnown(
    session,
    kind,
    { by, has },
    places.map((key, asked) => ({ asked, key })),
  );
  const found = new Map<number, KnownRow[]>();
  const known = places.map((): KnownRow[] => []);
  for (const row of rows ?? []) known[row.asked]?.push(row);
  for (const { asked, key } of keys) {
    if (rows === null) late.add(asked);
    const own = found.get(asked) ?? [];
    found.set(asked, own);
    for (const row of known[places.indexOf(key)] ?? []) {
      // Why in this order: the log notes what is judged, and must not reveal everybody who was born on that day.
      if (isIt(asked, row) && session.isKnown(category, row)) own.push(row);
      await turns.next();
    }
  }
  return found;
}
