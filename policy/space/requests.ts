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

/** Something of two policies, the old one's first. */
export type Both<Value> = readonly [Value, Value];

/** Everything that a decision reads of a request, except its instant and what the policy itself says of the agency. */
export interface RequestPoint<Stated extends Purpose | undefined = Purpose> {
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Stated;
  readonly hasCase: boolean;
}

/** The values to try for each part of a request. */
export interface Axes<Stated extends Purpose | undefined> {
  readonly agencies: readonly string[];
  readonly roles: readonly Role[];
  readonly purposes: readonly Stated[];
  readonly cases: readonly boolean[];
}

/**
 * Every request that one of the policies may answer: each agency, in each of its roles, for each of its purposes, with and
 * without a case. Everything that examines a whole policy walks these.
 *
 * @param axes restricts the values; a purpose of `undefined` is tried only where it is listed
 */
export function* requestPoints<Stated extends Purpose | undefined = Purpose>(
  policies: readonly Policy[],
  axes: Partial<Axes<Stated>> = {},
): Generator<RequestPoint<Stated>> {
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

/** Ids of the agencies, or names of the categories, of some policies. */
export function keysOf(policies: readonly Policy[], what: 'agencies' | 'categories'): readonly string[] {
  return [...new Set(policies.flatMap((policy) => Object.keys(policy[what])))];
}

/**
 * The facts of a request at an instant, UTC ISO 8601.
 *
 * @param agency who asks, as a policy knows it
 * @param clearance the viewer's; by default the highest, so that only the agency's own counts
 */
export function factsAt(
  { role, purpose, hasCase }: Omit<RequestPoint<Purpose | undefined>, 'agency'>,
  { id, kind, country }: Pick<Agency, 'id' | 'kind' | 'country'>,
  asOf: string,
  clearance: Classification = 'SECRET_UE',
): RequestFacts {
  const viewer = { subject: 'tester', agency: id, kind, country, role, clearance };
  return { viewer, purpose, asOf, ...(hasCase ? { caseReference: '1' } : {}) };
}

/** The facts of a request under two policies. */
export function factsUnder([before, after]: Both<Policy>, asking: RequestPoint, asOf: string): Both<RequestFacts> {
  // An agency that one policy does not know is nobody to it, whatever its kind, so the other's entry will do.
  const [was, is] = [before.agencies[asking.agency], after.agencies[asking.agency]];
  return [factsAt(asking, (was ?? is) as Agency, asOf), factsAt(asking, (is ?? was) as Agency, asOf)];
}

/** A period in which nothing that the policies say of a category changes: [from, until) in ms. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** Time split into the periods in which nothing changes for an agency and a category. */
export function intervalsOf(policies: readonly Policy[], agency: string, category: Category): readonly Interval[] {
  const instants = changeInstants(policies, [category], agency);
  return [Number.NEGATIVE_INFINITY, ...instants].map((from, index) => {
    return { from, until: instants[index] ?? Number.POSITIVE_INFINITY };
  });
}

/**
 * The instants, in ms, at which a validity or an operation of some categories begins or ends.
 *
 * @param agency counts only the operations of this agency; absent: those of any
 */
export function changeInstants(
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

/** A category, and the category that it needs. */
export function withNeeded({ categories }: Policy, category: Category): readonly Category[] {
  const needs = categories[category]?.needs;
  return needs == null ? [category] : [category, needs];
}

/** The operations that grant an agency, or any agency, something of the categories. */
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
