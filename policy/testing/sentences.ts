import type { Policy } from '../policy.js';
import {
  type AgencyKind,
  type Category,
  type Effect,
  effects,
  type Purpose,
  type Role,
  rank,
  roles,
} from '../types.js';
import { kindsOf } from './models.js';
import type { Gets, KindSentence, RightsRow, RoleSentence } from './shapes.js';
import type { At, Placed, Written } from './written.js';

/** The sentences on a policy that can be tried. */
export interface Sentences {
  readonly policy: Policy;
  /** Kinds that some sentence names. */
  readonly kinds: readonly AgencyKind[];
  readonly like: ReadonlyMap<AgencyKind, KindSentence>;
  readonly rights: readonly Placed<RightsRow>[];
  readonly roles: readonly Placed<RoleSentence>[];
}

/** A sentence that cannot be tried on a policy, or one that is missing. */
export interface UntriedSentence {
  readonly at: At;
  readonly sentence: string;
  readonly why: readonly string[];
}

/** Splits what is written into sentences that can be tried, and reasons why others cannot. */
export function sentencesOf(
  policy: Policy,
  written: Written,
): { sentences: Sentences; untried: readonly UntriedSentence[] } {
  const { rights, kindsFile, rolesFile } = written;
  const known = kindsOf(policy);
  const like = new Map(written.kinds.map((row) => [row.kind, row]));
  const named = new Set([...rights.flatMap(({ gets }) => Object.values(gets).flat()), ...like.keys()]);
  const kinds = known.filter((kind) => named.has(kind));
  const sentences = { policy, kinds, like, rights, roles: written.roles };
  const wrong = new Map(rights.map((row) => [row, wrongOf(sentences, row, known)]));
  const missing = (sentence: string, what: string, file = kindsFile): UntriedSentence => ({
    at: { file, line: 1 },
    sentence,
    why: [what],
  });
  const untried = [
    ...known
      .filter((kind) => !named.has(kind))
      .map((kind) =>
        missing(`No sentence is about ${kind}.`, 'write which kind it is like, and what it gets otherwise'),
      ),
    ...written.kinds
      .filter(({ kind, like: other }) => !known.includes(kind) || !kinds.includes(other) || like.has(other))
      .map(({ at: place, description }) => ({
        at: place,
        sentence: description,
        why: ['no such kind, or like a kind that is like another'],
      })),
    ...Object.keys(policy.categories)
      .filter((category) => !rights.some((row) => row.category === category))
      .map((category) => {
        const beside = fileBeside(rights, category);
        const what = beside === undefined ? 'write one in a file beside this one' : 'write one here';
        return missing(`No sentence is about ${category}.`, what, beside);
      }),
    ...roles
      .filter((role) => !written.roles.some((row) => row.role === role))
      .map((role) => missing(`No sentence is about the role ${role}.`, 'write one here', rolesFile)),
    ...rights
      .filter((row) => wrong.get(row)?.length)
      .map((row) => ({ at: row.at, sentence: row.description, why: wrong.get(row) ?? [] })),
  ];
  return { sentences: { ...sentences, rights: rights.filter((row) => wrong.get(row)?.length === 0) }, untried };
}

/** The file with the sentences on the other categories of the same source; undefined where it has none. */
function fileBeside(rights: Sentences['rights'], category: Category): string | undefined {
  const source = `${category.split('.')[0]}.`;
  return rights.find((row) => row.category.startsWith(source))?.at.file;
}

function wrongOf(sentences: Sentences, row: RightsRow, known: readonly AgencyKind[]): readonly string[] {
  const { category, gets, by = {} } = row;
  if (!sentences.policy.categories[category]) return [`the matrix has no category ${category}`];
  const named = [gets, ...Object.values(by)].flatMap((each) => Object.values(each).flat());
  return [
    ...new Set(named.filter((kind) => !known.includes(kind)).map((kind) => `the matrix has no kind ${kind}`)),
    ...sentences.kinds.flatMap((kind) => {
      const times = effects.filter((effect) => gets[effect]?.includes(kind)).length;
      const isStated = times === 1 || (times === 0 && sentences.like.has(kind));
      return isStated ? [] : [`${kind} is named ${times} times in \`gets\``];
    }),
  ];
}

/** What a kind gets according to a sentence on a category. */
export function effectOf(
  sentences: Sentences,
  category: Category,
  gets: Gets,
  kind: AgencyKind,
  otherwise?: Gets,
): Effect {
  const named = effects.find((effect) => gets[effect]?.includes(kind));
  if (named !== undefined) return named;
  const like = sentences.like.get(kind);
  const own = like && effects.find((effect) => like.gets?.[effect]?.includes(category));
  if (own) return own;
  if (like) return effectOf(sentences, category, gets, like.like, otherwise);
  return otherwise ? effectOf(sentences, category, otherwise, kind) : 'NONE';
}

/** The first of the kinds that get most, or least. */
export function extreme(
  sentences: Sentences,
  which: 'MOST' | 'LEAST',
  effectFor: (kind: AgencyKind) => Effect,
): AgencyKind {
  const sign = which === 'MOST' ? 1 : -1;
  return [...sentences.kinds].sort((a, b) => sign * (rank[effectFor(b)] - rank[effectFor(a)]))[0] as AgencyKind;
}

/** Whether sentences say that a role may state a purpose. */
export function roleMayState(sentences: Sentences, role: Role, purpose: Purpose): boolean {
  return sentences.roles.find((row) => row.role === role)?.purposes.includes(purpose) ?? false;
}

/** The lowest of some effects. */
export const least = (...all: readonly Effect[]): Effect => all.reduce((a, b) => (rank[a] <= rank[b] ? a : b));
