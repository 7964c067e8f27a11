import { z } from 'zod';
import type { ComparedRecord } from '../../../matching/index.js';
import type { ResolverMap } from '../module.js';
import { createLoader } from '../page/loader.js';
import { pureIdentifier } from '../resolvers/references.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import { isFullOn } from '../wall/verdict.js';
import { type Asking, assertAsking, matchEach } from './answer.js';
import type { MatchedKind } from './matchedKind.js';

const statedShape = z.object({
  kind: z.literal('stated'),
  /** Whether it may be a person, an organization, or either. */
  of: z.array(z.enum(['person', 'organization'])),
  names: z.array(z.string()).min(1),
  birthDates: z.array(z.string()).optional(),
  documents: z.array(z.object({ kind: z.string(), number: z.string() })).optional(),
});

/** Somebody as a source states them, who may be in the records of another. */
export type Stated = Omit<z.infer<typeof statedShape>, 'kind'>;

/**
 * What a source states of somebody, sealed for the source that can match it. Null where no name is stated, and unless all
 * categories are FULL for this viewer on the object that states it.
 */
export function sealStated(
  session: SourceSession,
  object: object,
  categories: readonly string[],
  stated: Stated,
): { readonly probe: string } | null {
  if (!isFullOn(object, ...categories) || !stated.names.some((name) => name.trim() !== '')) return null;
  return { probe: session.sealProbe({ kind: 'stated', ...stated }) };
}

/** Resolvers of the SDL's `StatedMatches` in the source that has the records, one for each kind. */
export function statedMatches(kinds: Readonly<Record<string, MatchedKind>>): ResolverMap[string] {
  const fields = Object.entries(kinds).map(([name, kind]) => [name, matchesIn(name, kind)] as const);
  return { ...pureIdentifier('StatedMatches', 'probe'), ...Object.fromEntries(fields) };
}

function matchesIn(name: string, kind: MatchedKind) {
  return (
    { probe }: { readonly probe: string },
    asking: Asking,
    { session }: SourceContext,
  ): Promise<object | null> => {
    assertAsking(`StatedMatches.${name}`, asking);
    const { first, atLeast } = asking;
    return session
      .once(kind, `stated ${first} ${atLeast}`, () =>
        createLoader((probes) => matchStated(session, kind, opened(session, kind, probes), asking)),
      )
      .load(probe);
  };
}

/** Matches by probe: equal statements are matched once. */
async function matchStated(
  session: SourceSession,
  kind: MatchedKind,
  stated: ReadonlyMap<string, ComparedRecord>,
  asking: Asking,
): Promise<ReadonlyMap<string, object>> {
  const once = new Map([...stated.values()].map((record) => [JSON.stringify(record), record]));
  const answers = await matchEach(session, kind, once, asking);
  return new Map(
    [...stated].flatMap(([probe, record]) => {
      const answer = answers.get(JSON.stringify(record));
      return answer ? [[probe, answer] as const] : [];
    }),
  );
}

/** What the probes state of the kind, of those that were sealed for this viewer and request. */
function opened(
  session: SourceSession,
  { kind }: MatchedKind,
  probes: readonly string[],
): ReadonlyMap<string, ComparedRecord> {
  return new Map(
    probes.flatMap((probe) => {
      const { data } = statedShape.safeParse(session.openProbe(probe));
      if (!data?.of.some((each) => each === kind)) return [];
      const { names, birthDates = [], documents = [] } = data;
      return [[probe, { kind, names, birthDates, documents }] as const];
    }),
  );
}
