import { type Answered, cellState } from '../../../../client/index.js';
import type { HitState, SearchState, TextForm } from '../../../parts/schema.gql.js';
import type { InLanguages } from '../../../parts/table/matchRows.js';
import { type Kind, kindSearch, kinds, type Way, ways } from '../kinds.js';
import { isHitReference } from '../references.js';
import type { SearchQuery } from '../search.gql.js';

/** How far a way of searching went. `notAsked`: the text has no form that it takes; `failed`: an error stands in its place. */
export type Reach = 'searched' | 'inPart' | 'notLent' | 'noTime' | 'failed' | 'notAsked';

/** What a search did with one kind of record. */
export interface Coverage {
  readonly kind: Kind;
  /** False: its source did not answer, and nothing is known of what there is. */
  readonly isAnswered: boolean;
  /** How many each way found, hits among them. */
  readonly found: Readonly<Partial<Record<Way, number>>>;
  readonly hits: number;
  readonly reach: Readonly<Partial<Record<Way, Reach>>>;
  readonly lookedUp: readonly TextForm[];
  /** Forms that the text has and the kind knows, by which this viewer may not look it up. */
  readonly refused: readonly TextForm[];
  readonly hitState: HitState | undefined;
  /** Null: there was not the time to tell. */
  readonly feeds: readonly string[] | null;
}

/** What the answer has of a kind; not each kind has all. */
interface SearchedKind {
  readonly state?: SearchState | null;
  readonly feeds?: readonly string[] | null;
  readonly lookedUp?: readonly TextForm[] | null;
  readonly hitState?: HitState | null;
  readonly exact?: readonly { readonly id: string }[] | null;
  readonly advice?: InLanguages | null;
  readonly similar?: readonly object[] | null;
  readonly words?: readonly object[] | null;
  readonly near?: readonly object[] | null;
}

/** What the answer says of a kind; undefined where its source did not answer. */
export function searchedKind(answer: Answered<SearchQuery>, kind: Kind): SearchedKind | undefined {
  return (answer.data.search?.[kind] as SearchedKind | null | undefined) ?? undefined;
}

/** What was searched of each kind, and how far: the worth of an empty answer. */
export function coverageOf(answer: Answered<SearchQuery>): readonly Coverage[] {
  const recognised = (answer.data.search?.recognised ?? []).map(({ form }) => form);
  return kinds.map((kind) => {
    const searched = searchedKind(answer, kind);
    const { forms, ways: other } = kindSearch[kind];
    const lookedUp = searched?.lookedUp ?? [];
    const refused = searched ? forms.filter((form) => recognised.includes(form) && !lookedUp.includes(form)) : [];
    const has = (way: Way) => (way === 'exact' ? forms.length > 0 : other.includes(way));
    const counts = ways.filter(has).map((way) => [way, searched?.[way]?.length ?? 0] as const);
    const failed = (way: Way) => searched !== undefined && isUnanswered(answer, kind, way);
    const reaches = ways
      .filter(has)
      .map((way) => [way, failed(way) ? 'failed' : reachOf(way, searched, recognised, refused)] as const);
    return {
      kind,
      isAnswered: searched !== undefined && !isUnanswered(answer, kind, 'state'),
      found: Object.fromEntries(counts),
      hits: (searched?.exact ?? []).filter(({ id }) => isHitReference(id)).length,
      reach: Object.fromEntries(reaches),
      ...{ lookedUp, refused, hitState: searched?.hitState ?? undefined, feeds: searched?.feeds ?? null },
    };
  });
}

/** Whether a part of a kind is missing because its source, or a limit, left it out. */
function isUnanswered(answer: Answered<SearchQuery>, kind: Kind, part: string): boolean {
  return cellState(answer, ['search', kind, part]).state === 'unanswered';
}

/** The form that a text needs, to be searched in a way. */
const needs = { similar: 'NAME', words: 'WORDS', near: 'COORDINATES' } as const;

function reachOf(
  way: Way,
  searched: SearchedKind | undefined,
  recognised: readonly TextForm[],
  refused: readonly TextForm[],
): Reach {
  const { state, lookedUp } = searched ?? {};
  if (way === 'exact') {
    if (refused.length > 0) return lookedUp?.length ? 'inPart' : 'notLent';
    if (!lookedUp?.length) return 'notAsked';
    return searched?.exact ? 'searched' : 'noTime';
  }
  if (!recognised.includes(needs[way])) return 'notAsked';
  if (!searched?.[way]) return state === 'TIMEOUT' ? 'noTime' : state === 'PARTIAL' ? 'inPart' : 'notLent';
  return state === 'OK' ? 'searched' : 'inPart';
}

/** Why an empty answer is worth less: a limit, with the kinds that it is about. */
export interface Limit {
  readonly of: 'unanswered' | 'similar' | 'words' | 'near' | 'exact' | 'hits';
  readonly why: Reach | HitState | 'unanswered';
  readonly kinds: readonly Kind[];
  /** Forms that may not be looked up by. */
  readonly forms: readonly TextForm[];
}

/** All limits of a search, the same of several kinds in one: names first, since a name that was not compared rules out nobody. */
export function limitsOf(rows: readonly Coverage[]): readonly Limit[] {
  const limits = new Map<string, Limit>();
  const add = (of: Limit['of'], why: Limit['why'], { kind, refused }: Coverage) => {
    const known = limits.get(`${of} ${why}`);
    const forms = of === 'exact' ? refused : [];
    limits.set(`${of} ${why}`, {
      ...{ of, why, kinds: [...(known?.kinds ?? []), kind] },
      forms: [...new Set([...(known?.forms ?? []), ...forms])],
    });
  };
  for (const row of rows) if (!row.isAnswered) add('unanswered', 'unanswered', row);
  const answered = rows.filter(({ isAnswered }) => isAnswered);
  for (const way of ['similar', 'exact', 'near', 'words'] as const) {
    for (const row of answered) {
      const reach = row.reach[way];
      if (reach !== undefined && reach !== 'searched' && reach !== 'notAsked') add(way, reach, row);
    }
  }
  for (const row of answered) {
    if (row.hitState === 'LIMITED' || row.hitState === 'UNAVAILABLE') add('hits', row.hitState, row);
  }
  return [...limits.values()];
}

/** How many records a search found by each way, and how many of them are hits. */
export function totalsOf(rows: readonly Coverage[]): Readonly<Record<Way | 'hits', number>> {
  const sum = (pick: (row: Coverage) => number | undefined) => rows.reduce((all, row) => all + (pick(row) ?? 0), 0);
  return {
    exact: sum(({ found }) => found.exact) - sum(({ hits }) => hits),
    near: sum(({ found }) => found.near),
    similar: sum(({ found }) => found.similar),
    words: sum(({ found }) => found.words),
    hits: sum(({ hits }) => hits),
  };
}

/** The kinds with something found, those that the text names before those that are alike. */
export function kindsFound(rows: readonly Coverage[]): readonly Kind[] {
  return ways
    .flatMap((way) => rows.filter(({ found }) => (found[way] ?? 0) > 0))
    .map(({ kind }) => kind)
    .filter((kind, at, all) => all.indexOf(kind) === at);
}
