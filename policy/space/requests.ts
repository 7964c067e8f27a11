import type { Agency, OperationGrant, Policy } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import {
  type Category,
  type Classification,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
  roles,
} from '../types.js';

/** Two policies, or what each of them makes of something: the old one first. */
export type Both<Value> = readonly [Value, Value];

/** All that a decision reads of a request, but its instant and what the policy itself says of the agency. */
export interface Asking<Stated extends Purpose | undefined = Purpose> {
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Stated;
  readonly hasCase: boolean;
}

/** What is tried of each part of a request. */
export interface Axes<Stated extends Purpose | undefined> {
  readonly agencies: readonly string[];
  readonly roles: readonly Role[];
  readonly purposes: readonly Stated[];
  readonly cases: readonly boolean[];
}

/**
 * Every request that one of the policies may answer, one after the other: each agency, in each of its roles, for each of its
 * purposes, with and without a case. Everything that is asked of a whole policy is asked by these.
 *
 * @param axes what is tried alone; a purpose of `undefined` is tried where it is named
 */
export function* askings<Stated extends Purpose | undefined = Purpose>(
  policies: readonly Policy[],
  axes: Partial<Axes<Stated>> = {},
): Generator<Asking<Stated>> {
  for (const agency of axes.agencies ?? keysOf(policies, 'agencies')) {
    const known = policies.flatMap(({ agencies }) => agencies[agency] ?? []);
    const ofRoles = (axes.roles ?? roles).filter((role) => known.some((each) => each.roles.includes(role)));
    const ofPurposes = (axes.purposes ?? (purposes as readonly Purpose[] as readonly Stated[])).filter(
      (purpose) => purpose === undefined || known.some((each) => each.purposes.includes(purpose)),
    );
    for (const role of ofRoles)
      for (const purpose of ofPurposes)
        for (const hasCase of axes.cases ?? [false, true]) yield { agency, role, purpose, hasCase };
  }
}

/** Names of the agencies, or categories, of some policies. */
export function keysOf(policies: readonly Policy[], what: 'agencies' | 'categories'): readonly string[] {
  return [...new Set(policies.flatMap((policy) => Object.keys(policy[what])))];
}

/**
 * The facts of a request at an instant, UTC ISO 8601.
 *
 * @param agency who asks, as a policy knows it
 * @param clearance the viewer's; by default the agency's own is the only one that counts
 */
export function factsAt(
  { role, purpose, hasCase }: Omit<Asking<Purpose | undefined>, 'agency'>,
  { id, kind, country }: Pick<Agency, 'id' | 'kind' | 'country'>,
  asOf: string,
  clearance: Classification = 'SECRET_UE',
): RequestFacts {
  const viewer = { subject: 'tester', agency: id, kind, country, role, clearance };
  return { viewer, purpose, asOf, ...(hasCase ? { caseReference: '1' } : {}) };
}

/** The facts of a request under two policies. */
export function factsUnder([before, after]: Both<Policy>, asking: Asking, asOf: string): Both<RequestFacts> {
  // Why the other's: an agency that one policy does not know is nobody to it, of whatever kind.
  const [was, is] = [before.agencies[asking.agency], after.agencies[asking.agency]];
  return [factsAt(asking, (was ?? is) as Agency, asOf), factsAt(asking, (is ?? was) as Agency, asOf)];
}

/** A time in which no policy changes what it says of a category: [from, until) in ms. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** The parts of time within which the policies say the same of an agency and a category. */
export function intervalsOf(policies: readonly Policy[], agency: string, category: Category): readonly Interval[] {
  const turns = turnsOf(policies, [category], agency);
  return [Number.NEGATIVE_INFINITY, ...turns].map((from, index) => {
    return { from, until: turns[index] ?? Number.POSITIVE_INFINITY };
  });
}

/**
 * The instants, in ms, at which what the policies say of some categories changes: validities and operations begin and end.
 *
 * @param agency by operations of this one alone; absent: of any
 */
export function turnsOf(
  policies: readonly Policy[],
  categories: readonly Category[],
  agency?: string,
): readonly number[] {
  const boxes = policies.flatMap((policy) => {
    const all = categories.flatMap((category) => withNeeded(policy, category));
    return [...all.map((each) => policy.categories[each]?.validity), ...grantsTo(policy, agency, all)];
  });
  const instants = boxes.flatMap((box) => (box ? [instantMs(box.from), instantMs(box.to)] : []));
  return [...new Set(instants)].sort((a, b) => a - b);
}

/** An instant of an interval, UTC ISO 8601. */
export function instantIn({ from, until }: Interval): string {
  const latest = Number.isFinite(until) ? until - 1 : 0;
  return new Date(Number.isFinite(from) ? from : latest).toISOString();
}

/** A category, and the one that it needs. */
export function withNeeded({ categories }: Policy, category: Category): readonly Category[] {
  const needs = categories[category]?.needs;
  return needs == null ? [category] : [category, needs];
}

/** The operations that grant an agency something of some of the categories. */
export function grantsTo(
  { operations }: Policy,
  agency: string | undefined,
  categories: readonly Category[],
): readonly OperationGrant[] {
  return operations.filter(
    ({ members, categories: granted }) =>
      (agency === undefined || members.includes(agency)) && categories.some((category) => granted.includes(category)),
  );
}
