import type { Policy } from '../../../policy/policy.js';
import { openedOriginators } from '../../../policy/rules/ofAsked.js';
import { organization } from '../../../schema/records/organization.js';
import { person } from '../../../schema/records/person.js';
import { instantAsShown } from '../../../schema/scalars.js';
import { type Described, describe } from '../../kit/described/describe.js';
import type { ResolverMap } from '../../kit/module.js';
import type { HandlingRow } from '../../kit/rows.js';
import type { KitSession } from '../../kit/session/session.js';
import type { SourceContext, SourceSession } from '../../kit/sourceSession.js';
import { type AskedSubject, openAsked, sealAsked } from '../../kit/subject/asked.js';
import { type AlikeBy, noteAbove, toHolding, toNamesake } from '../../kit/subject/holding.js';
import { type SubjectPart, subjectResolvers } from '../../kit/subject/holdings.js';
import { linkHoldingsIn } from '../../kit/subject/links/linkHoldings.js';
import { readHeld } from '../../kit/subject/readHeld.js';
import { structure } from '../../kit/wall/reference.js';
import { type FoundRecord, type FoundSubject, findSubject } from './findSubject.js';
import { readSubject, type SubjectInput } from './input.js';
import { readOwned } from './ownedRepository.js';

/**
 * `Query.subject`: seals the person for all sources, with the pseudonyms of the records that were found here. Null where this viewer may
 * open records to nobody.
 *
 * @throws PortcullisError as `readSubject` and `findSubject`
 */
export async function subjectRoot(
  _: unknown,
  { asked: input }: { readonly asked: SubjectInput },
  { session }: SourceContext,
): Promise<object | null> {
  if (openedOriginators(session.policy, session.facts).length === 0) return null;
  const stated = readSubject(session, input);
  const { persons, above, excluded, isEoriTold } = await findSubject(session, stated);
  // Those above the clearance too: a link at one of them is this person's, and has a level of its own.
  const refs = [
    ...persons.map(({ row: { ref }, twin }) => ({ ref, twin })),
    ...above.map(({ ref }) => ({ ref, twin: null })),
  ];
  const others = excluded.map(({ ref }) => ref);
  const probe = sealAsked(session, { ...stated, refs, others, isEoriTold });
  return { __typename: 'Subject', id: stated.request, probe };
}

interface Sealed {
  readonly probe: string;
}

/** Resolvers of `Subject` in this source. */
export const subject: ResolverMap[string] = {
  ...subjectResolvers('persons', holdingsOf),
  agency: of((asked) => asked.agency),
  answeredBy: of((_, { policy, facts }) => reachable(policy.agencies[facts.viewer.agency])),
  askedAt: of((_, { facts }) => instantAsShown(facts.asOf)),
  regimes: of(({ agency, isNew }, { policy, facts }) => regimesOf(policy, agency, isNew ? facts.asOf : null)),
  categories: of((_, { policy }) => categoriesOf(policy)),
};

function of(read: (asked: AskedSubject, session: SourceSession) => unknown) {
  return ({ probe }: Sealed, _: unknown, { session }: SourceContext): unknown => {
    const asked = openAsked(session, probe);
    return asked && read(asked, session);
  };
}

/** Relations and interests. */
const linkHoldings = linkHoldingsIn('persons', readOwned);

const described: Readonly<Record<'Person' | 'Organization', Described>> = {
  Person: describe(person),
  Organization: describe(organization),
};

async function holdingsOf(session: KitSession, asked: AskedSubject): Promise<readonly SubjectPart[]> {
  const { refs: _refs, others: _others, isEoriTold: _isEoriTold, ...stated } = asked;
  const found = await findSubject(session, stated);
  const parts = await Promise.all([
    partOf(session, 'Person', found.persons),
    partOf(session, 'Organization', found.firms),
  ]);
  return [...parts, besideThem(session, found), ...(await linkHoldings(session, asked))];
}

async function partOf(
  session: KitSession,
  type: 'Person' | 'Organization',
  found: readonly FoundRecord<{ readonly id: string; readonly ref: string }>[],
): Promise<SubjectPart> {
  const held = await readHeld(
    session,
    described[type],
    found.map(({ row }) => row.id),
  );
  const shown = held.flatMap(({ row, object }) => {
    const how = found.find((each) => each.row.id === row.id);
    const holding = how && toHolding(session, { type, id: row.id, row, object, record: null, ...howOf(how) });
    return holding ? [{ holding, names: [row.id, how.row.ref] }] : [];
  });
  return {
    found: shown.map(({ holding }) => holding),
    namesakes: [],
    aboveClearance: 0,
    names: shown.flatMap(({ names }) => names),
  };
}

function howOf({ foundBy, twin }: FoundRecord<unknown>) {
  return { foundBy, twin };
}

/** What the officer has to decide about, and how much is above the viewer's clearance. */
function besideThem(session: KitSession, { namesakes, othersFirms, above }: FoundSubject): SubjectPart {
  const shown = (type: 'Person' | 'Organization', row: HandlingRow, alikeBy: AlikeBy) =>
    toNamesake(session, { type, id: row.id, row, alikeBy }) ?? [];
  return {
    found: [],
    namesakes: [
      ...namesakes.flatMap(({ row, alikeBy }) => shown('Person', row, alikeBy)),
      ...othersFirms.flatMap((row) => shown('Organization', row, 'EORI')),
    ],
    aboveClearance: above.filter((row) => noteAbove(session, row)).length,
    names: [],
  };
}

const DAY_MS = 86_400_000;

/** @param askedAt when the request was asked first; null: before, and the log has the day */
function regimesOf(policy: Policy, agency: string, askedAt: string | null): readonly object[] {
  return (policy.agencies[agency]?.subjectRequests ?? []).map(
    ({ groups, regime, answerWithinDays, grounds, authority, approval }) => {
      const until = askedAt === null ? null : new Date(Date.parse(askedAt) + answerWithinDays * DAY_MS);
      return structure({
        ...{ groups, regime, answerBy: until?.toISOString().slice(0, 10) ?? null },
        grounds: grounds.map(({ code, article, words }) => structure({ code, article, words })),
        authority: reachable(authority),
        approvedBy: approval === 'PROPOSAL' ? null : approval.by,
      });
    },
  );
}

function reachable(one: { readonly name: string; readonly contact: string } | undefined): object | null {
  return one ? structure({ name: one.name, contact: one.contact }) : null;
}

/** What a holding may name: all but what everybody is shown, what is of the log, and what is opened to nobody. */
function categoriesOf(policy: Policy): readonly object[] {
  const named = Object.values(policy.categories).filter((row) => row.own && !row.whole && !row.public && !row.special);
  return named.map(({ category, meaning, subjectAccess, basis, purposes }) =>
    structure({
      ...{ category, words: meaning, told: subjectAccess, group: category.split('.')[0] ?? category },
      basis: basis.map(({ act, article, on }) =>
        [article ? `${act}, Article ${article}` : act, on].filter(Boolean).join(': '),
      ),
      purposes: purposes.filter((purpose) => purpose !== 'DATA_SUBJECT_REQUEST'),
    }),
  );
}
