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
import type { KnownBy, KnownQuestion } from './knownBy.js';
import { type AskedKey, findKnown, type KnownRow } from './knownRows.js';
import { type WholeQuestion, wholeQuestions } from './wholeQuestions.js';

/** Whether a hit was asked for, and the record of which the viewer may know that it is there; null: none, or not for you. */
export interface FoundHit {
  readonly hitState: HitState;
  readonly hit: RecordNode | null;
}

/** What nothing was looked for by. */
export const notAsked: FoundHit = { hitState: 'NOT_ASKED', hit: null };

/** A way in which questions are looked for: their keys, and which rows under one of these it is. */
interface Way {
  readonly by: SoughtBy;
  readonly category: string;
  readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
  readonly keys: readonly AskedKey[];
  /** What of a question is tried by it. */
  readonly tries: (question: number) => readonly Trial[];
  readonly isIt: (question: number, row: KnownRow) => boolean;
  /** Which records a question tries, whatever else it states: by a name those that have it. */
  readonly tried: {
    readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
    readonly keys: (question: number) => readonly string[];
  };
}

/**
 * For each question one record of which this viewer may know that it is there, and not see it. A question is compared with it by a
 * number, or by a name and a full date of birth, each whole and by equality; of both, by the one and by the other. Nothing else
 * that it states is compared, for or against. One statement for the dates of all, and one for each sort of number.
 */
export async function findHits(
  session: SourceSession,
  kind: MatchedKind,
  stated: readonly KnownQuestion[],
): Promise<readonly FoundHit[]> {
  const turns = createTurns(session);
  const questions = await wholeQuestions(stated, turns);
  const isOpen = (category: string) => bounds(session.policy, session.facts)(category).ceiling !== 'NONE';
  const ways = waysOf(kind.known ?? {}, questions).filter(({ category }) => isOpen(category));
  const states = await tryEach(session, ways, questions.length);
  const asked = [...states.keys()].filter((at) => states[at] === 'ASKED');
  for (const way of ways) countTried(session, kind, way, states);
  const late = new Set<number>();
  const { toNode } = kind.listing.read(session);
  const find = async () => {
    const tried = ways.map((way) => ({ ...way, keys: way.keys.filter((key) => states[key.asked] === 'ASKED') }));
    const found = await Promise.all(tried.map((way) => findBy(session, kind, way, { late, turns })));
    return asked.map((at) =>
      ways.flatMap(({ by, category }, way) => (found[way]?.get(at) ?? []).map((row) => ({ row, by, category }))),
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

/** Counts for their originators what the questions that may be looked for try. */
function countTried(
  session: SourceSession,
  { listing }: MatchedKind,
  { tried }: Way,
  states: readonly HitState[],
): void {
  const keys = states.flatMap((state, at) =>
    state === 'ASKED' ? tried.keys(at).map((key) => ({ asked: at, key })) : [],
  );
  countTriedKeys(session, listing, tried.has, keys);
}

/** What may be looked for of each question: all that it tries is reserved before anything is. */
async function tryEach(session: SourceSession, ways: readonly Way[], count: number): Promise<readonly HitState[]> {
  const tried = Array.from({ length: count }, (_, at) => ways.flatMap(({ tries }) => tries(at)));
  const states = (await session.reserveTrials(tried.flat())).values();
  return tried.map((trials) => hitStateOf(trials.flatMap(() => states.next().value ?? [])));
}

function waysOf({ birthDates, numbers = {} }: KnownBy, questions: readonly WholeQuestion[]): readonly Way[] {
  const byNumber = Object.entries(numbers).map(([of, { category, has }]) => ({
    by: 'NUMBER' as const,
    category,
    has,
    keys: questions.flatMap(({ number }, asked) =>
      number?.of === of ? number.keys.map((key): AskedKey => ({ asked, key })) : [],
    ),
    tries: (question: number) => {
      const number = questions[question]?.number;
      return number?.of === of ? [number.trial] : [];
    },
    isIt: () => true,
    tried: {
      has,
      keys: (question: number) => {
        const number = questions[question]?.number;
        return number?.of === of ? number.keys : [];
      },
    },
  }));
  if (!birthDates) return byNumber;
  return [
    ...byNumber,
    {
      by: 'NAME',
      category: birthDates.category,
      has: birthDates.has,
      keys: questions.flatMap(({ born }, asked) => (born ? [{ asked, key: born.date }] : [])),
      tries: (question) => questions[question]?.born?.trials ?? [],
      isIt: (question, { matched_names: names }) =>
        questions[question]?.born?.names.some((words) =>
          names.some((name) => hasWords(analyseOnce(name, 'person'), words)),
        ) ?? false,
      tried: {
        has: birthDates.named,
        keys: (question) =>
          (questions[question]?.born?.trials ?? []).flatMap(({ pairs }) =>
            pairs.map(({ words }) => storedPairKey(words)),
          ),
      },
    },
  ];
}

/** Rows by the question that each answers. */
async function findBy(
  session: SourceSession,
  kind: MatchedKind,
  { by, category, has, keys, isIt }: Way,
  { late, turns }: { readonly late: Set<number>; readonly turns: Turns },
): Promise<ReadonlyMap<number, readonly KnownRow[]>> {
  // Why each key once: of a hundred questions by one date its rows are read once.
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
      // Why in this order: what is judged is in the log, where who was born on that day is not to be told.
      if (isIt(asked, row) && session.isKnown(category, row)) own.push(row);
      await turns.next();
    }
  }
  return found;
}
