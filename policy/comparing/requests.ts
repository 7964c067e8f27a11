import type { Agency, OperationGrant, Policy, TimeBox } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import { originates } from '../rules/standing.js';
import { type Category, type Purpose, purposes, type RequestFacts, type Role, type Viewer } from '../types.js';
import type { Both } from './records.js';

/** Who asks, for what, as both policies know the agency. */
export interface Request {
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly hasCase: boolean;
  readonly viewers: Both<Viewer>;
}

/** A time in which neither policy changes what it says of a category: [from, until) in ms. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** Every request that one of the policies may answer somebody of an agency in a role. */
export function requestsOf(policies: Both<Policy>, agency: string, role: Role): readonly Request[] {
  const known = policies.flatMap(({ agencies }) => agencies[agency] ?? []);
  if (!known.some((each) => each.roles.includes(role))) return [];
  const viewers = viewersIn(policies, agency, role);
  return purposes
    .filter((purpose) => known.some((each) => each.purposes.includes(purpose)))
    .flatMap((purpose) => [false, true].map((hasCase) => ({ agency, role, purpose, hasCase, viewers })));
}

function viewersIn(policies: Both<Policy>, id: string, role: Role): Both<Viewer> {
  const [before, after] = policies.map(({ agencies }) => agencies[id]);
  // Why the other's: an agency that one policy does not know is nobody to it, of whatever kind.
  const of = ({ kind, country }: Agency): Viewer => {
    return { subject: '', agency: id, kind, country, role, clearance: 'SECRET_UE' };
  };
  return [of((before ?? after) as Agency), of((after ?? before) as Agency)];
}

/** The facts of a request at an instant, UTC ISO 8601. */
export function factsAt({ purpose, hasCase, viewers }: Request, asOf: string): Both<RequestFacts> {
  const asked = { purpose, asOf, ...(hasCase ? { caseReference: '1' } : {}) };
  return [
    { viewer: viewers[0], ...asked },
    { viewer: viewers[1], ...asked },
  ];
}

/** The instants of operations and validities part time; within a part the policies say the same of an agency and a category. */
export function intervalsOf(policies: Both<Policy>, agency: string, category: Category): readonly Interval[] {
  const boxes = policies.flatMap((policy): readonly TimeBox[] => {
    const { categories } = policy;
    const row = categories[category];
    const needed = row?.needs == null ? undefined : categories[row.needs];
    const granting = grantsTo(policy, agency, withNeeded(policy, category));
    return [row?.validity, needed?.validity, ...granting].filter((box) => box !== undefined);
  });
  const turns = [...new Set(boxes.flatMap(({ from, to }) => [instantMs(from), instantMs(to)]))].sort((a, b) => a - b);
  const starts = [Number.NEGATIVE_INFINITY, ...turns];
  return starts.map((from, index) => ({ from, until: turns[index] ?? Number.POSITIVE_INFINITY }));
}

/** An instant of an interval, UTC ISO 8601. */
export function instantIn({ from, until }: Interval): string {
  const latest = Number.isFinite(until) ? until - 1 : 0;
  return new Date(Number.isFinite(from) ? from : latest).toISOString();
}

/** Whether nothing that matters differs between two policies; false: it may. */
export interface Sameness {
  of(agency: string, category: Category): boolean;
  ofRole(role: Role, category: Category): boolean;
}

/** Compares what two policies write of agencies, roles and categories. */
export function createSameness(policies: Both<Policy>): Sameness {
  const kept = new Map<string, boolean>();
  const isSame = (of: (policy: Policy) => unknown): boolean => {
    const [was, is] = policies.map((policy) => JSON.stringify(of(policy)));
    return was === is;
  };
  const same = (key: string, of: (policy: Policy) => unknown): boolean => {
    const known = kept.get(key) ?? isSame(of);
    kept.set(key, known);
    return known;
  };
  return {
    of: (agency, category) =>
      same(`agency ${agency}`, ({ agencies }) => agencies[agency]) &&
      same(`row ${category}`, (policy) => withNeeded(policy, category).map((each) => policy.categories[each])) &&
      (same('operations', ({ operations }) => operations) ||
        isSame((policy) => grantsTo(policy, agency, withNeeded(policy, category)))) &&
      (same('groups', ({ sources, categories }) => [sources, Object.keys(categories)]) ||
        isSame((policy) => withNeeded(policy, category).map((each) => originates(policy, asked(agency), each)))),
    ofRole: (role, category) =>
      same(`role ${role} ${category}`, (policy) => {
        const { purposes: stated, caps } = policy.roles[role];
        return [stated, withNeeded(policy, category).map((each) => caps[each])];
      }),
  };
}

const asked = (agency: string): RequestFacts => ({ viewer: { agency } }) as RequestFacts;

function withNeeded({ categories }: Policy, category: Category): readonly Category[] {
  const needs = categories[category]?.needs;
  return needs == null ? [category] : [category, needs];
}

/** The operations that grant an agency something of some of the categories. */
function grantsTo({ operations }: Policy, agency: string, categories: readonly Category[]): readonly OperationGrant[] {
  return operations.filter(
    ({ members, categories: granted }) =>
      members.includes(agency) && categories.some((category) => granted.includes(category)),
  );
}
