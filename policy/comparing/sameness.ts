import type { CategoryRow, Policy } from '../policy.js';
import { originates } from '../rules/requestCaps.js';
import { type Both, grantsTo, withNeeded } from '../space/requests.js';
import type { AgencyKind, Category, RequestFacts, Role } from '../types.js';

/** Whether two policies say the same of what matters to a decision. False: they may not. */
export interface Sameness {
  of(agency: string, category: Category): boolean;
  ofRole(role: Role, category: Category): boolean;
}

/** Compares what two policies say of agencies, roles and categories; each comparison is made once. */
export function createSameness([before, after]: Both<Policy>): Sameness {
  const kept = new Map<string, boolean>();
  const isSame = (of: (policy: Policy) => readonly unknown[]): boolean => areAlike(of(before), of(after));
  const same = (key: string, of: (policy: Policy) => readonly unknown[]): boolean => {
    const known = kept.get(key) ?? isSame(of);
    kept.set(key, known);
    return known;
  };
  const kindsOf = (agency: string) => [before, after].map(({ agencies }) => agencies[agency]?.kind ?? '');
  return {
    of: (agency, category) =>
      same(`agency ${agency}`, ({ agencies }) => [agencies[agency]]) &&
      (same(`row ${category}`, (policy) => withNeeded(policy, category).map((each) => policy.categories[each])) ||
        isSame((policy) =>
          withNeeded(policy, category).flatMap((each) => read(policy.categories[each], kindsOf(agency))),
        )) &&
      (same('operations', ({ operations }) => operations) ||
        isSame((policy) => grantsTo(policy, agency, withNeeded(policy, category)))) &&
      (same('groups', ({ sources, categories }) => [sources, Object.keys(categories)]) ||
        isSame((policy) => withNeeded(policy, category).map((each) => originates(policy, asked(agency), each)))),
    ofRole: (role, category) =>
      same(`role ${role} ${category}`, (policy) => {
        const { purposes, caps } = policy.roles[role];
        return [purposes, ...withNeeded(policy, category).map((each) => caps[each])];
      }),
  };
}

/** All of a row, except the cells of kinds that the agency does not have. */
function read(row: CategoryRow | undefined, kinds: readonly AgencyKind[]): readonly unknown[] {
  return row ? [...Object.entries({ ...row, cells: null }).flat(), ...kinds.map((kind) => row.cells[kind])] : [];
}

/** Whether two lists say the same. Compared item by item because two policies share most of their parts. */
export function areAlike(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, n) => isAlike(item, other[n]));
}

function isAlike(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

const asked = (agency: string): RequestFacts => ({ viewer: { agency } }) as RequestFacts;
