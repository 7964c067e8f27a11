import type { CategoryRow, Cell, Policy, RoleRow } from '../../policy.js';
import {
  type AgencyKind,
  type Category,
  type Effect,
  effects,
  type Purpose,
  purposes,
  type Role,
  rank,
  roles,
} from '../../types.js';
import { kindsOf } from '../models.js';
import {
  type Changes,
  changesOfAgency,
  changesOfExports,
  changesOfOperation,
  others,
  toggled,
  withProtectedHits,
} from './directoryChanges.js';

/** A policy that differs from the original in one word; the two share everything else. */
export interface Mutant {
  /** What was changed, e.g. `cargo.goods FIU: MASKED to FULL`. */
  readonly name: string;
  readonly kind: 'cell' | 'flag' | 'role' | 'agency' | 'operation';
  readonly policy: Policy;
}

/** The policy with each cell, each flag, and each word of roles, agencies and operations changed to every other value. */
export function mutantsOf(policy: Policy): readonly Mutant[] {
  const rows = Object.values(policy.categories);
  const kinds = kindsOf(policy);
  const withRow = (row: CategoryRow) => ({ categories: { ...policy.categories, [row.category]: row } });
  const mutants = <Row>(
    kind: Mutant['kind'],
    name: string,
    changes: Changes<Row>,
    apply: (change: Partial<Row>) => Partial<Policy>,
  ): readonly Mutant[] =>
    changes.map(([what, change]) => ({ name: `${name}: ${what}`, kind, policy: { ...policy, ...apply(change) } }));
  return [
    ...rows.flatMap((row) =>
      kinds.flatMap((kind) =>
        mutants('cell', `${row.category} ${kind}`, changesOfCell(policy, row, kind), (change) =>
          withRow({ ...row, cells: { ...row.cells, [kind]: { ...(row.cells[kind] as Cell), ...change } } }),
        ),
      ),
    ),
    ...rows.flatMap((row) =>
      mutants('flag', row.category, changesOfRow(policy, row), (change) => withRow({ ...row, ...change })),
    ),
    ...roles.flatMap((role) =>
      mutants('role', role, changesOfRole(policy, role), (change) => {
        return { roles: { ...policy.roles, [role]: { ...policy.roles[role], ...change } } };
      }),
    ),
    ...kinds.flatMap((kind) => {
      const protectedHits = withProtectedHits(policy, kind);
      const isTold = protectedHits.length < policy.protectedHits.length;
      const changes: Changes<Policy> = [[isTold ? 'no more' : 'NUMBER', { protectedHits }]];
      return mutants('agency', `protectedHits ${kind}`, changes, (change) => change);
    }),
    ...policy.exports.flatMap((row) =>
      mutants('agency', 'exports', changesOfExports(policy, row), (exports) => exports),
    ),
    ...Object.values(policy.agencies).flatMap((agency) =>
      mutants('agency', agency.id, changesOfAgency(policy, agency), (change) => {
        return { agencies: { ...policy.agencies, [agency.id]: { ...agency, ...change } } };
      }),
    ),
    ...policy.operations.flatMap((operation) =>
      mutants('operation', operation.name, changesOfOperation(policy, operation), (change) => {
        return { operations: policy.operations.map((each) => (each === operation ? { ...each, ...change } : each)) };
      }),
    ),
  ];
}

/*
 * A change that cannot make a difference is not a mutant: special is NONE and public is FULL whatever else a row says, and a
 * role that can state none of a row's purposes, or is capped to NONE, never gets anything of it.
 */
const isSettled = (row: CategoryRow): boolean => row.special || row.public;

function mayAsk(policy: Policy, role: Role, row: CategoryRow): boolean {
  return policy.roles[role].caps[row.category] !== 'NONE' && sharesPurpose(policy, role, row);
}

function sharesPurpose(policy: Policy, role: Role, row: CategoryRow): boolean {
  return row.purposes.some((purpose) => policy.roles[role].purposes.includes(purpose));
}

function changesOfCell(policy: Policy, row: CategoryRow, kind: AgencyKind): Changes<Cell> {
  if (isSettled(row)) return [];
  const { effect: own, otherwise: less, roles: named, scope: of } = row.cells[kind] as Cell;
  const asking = roles.filter((role) => mayAsk(policy, role, row));
  const oversees = kind === 'SUPERVISOR' || kind === 'INTERNAL_AUDIT';
  const isNarrow = named !== null && asking.some((role) => !named.includes(role));
  const scopes: readonly Cell['scope'][] = of === null ? [] : oversees ? ['OWN', 'MANDATE', null] : ['OWN', null];
  return [
    ...others(effects, own).map((effect) => [`${own} to ${effect}`, { effect }] as const),
    ...(isNarrow ? others(effects, less) : []).map(
      (otherwise) => [`otherwise to ${otherwise}`, { otherwise }] as const,
    ),
    ...(isNarrow ? [['any role', { roles: null }] as const] : []),
    ...(named ? asking.map((role) => [`role ${role}`, { roles: toggled(named, role) }] as const) : []),
    ...others(scopes, of).map((scope) => [`scope ${scope}`, { scope }] as const),
  ];
}

const flags = [
  'personal',
  'special',
  'public',
  'envelope',
  'whole',
  'own',
  'thirdCountryConsent',
  'caseReference',
  'subjectAccess',
] as const;

function changesOfRow(policy: Policy, row: CategoryRow): Changes<CategoryRow> {
  const asked = purposes.filter((purpose) => !isSettled(row) && isAskedFor(policy, row, purpose));
  return [
    ...flagsThatMatter(policy, row).map((flag) => [`${flag} ${!row[flag]}`, { [flag]: !row[flag] }] as const),
    ...(row.needs ? [['needs nothing', { needs: null }] as const] : []),
    ...asked.map((purpose) => [`purpose ${purpose}`, { purposes: toggled(row.purposes, purpose) }] as const),
  ];
}

function isAskedFor(policy: Policy, { category }: CategoryRow, purpose: Purpose): boolean {
  return roles.some(
    (role) => policy.roles[role].caps[category] !== 'NONE' && policy.roles[role].purposes.includes(purpose),
  );
}

function flagsThatMatter(policy: Policy, row: CategoryRow): readonly (typeof flags)[number][] {
  if (row.special) return ['special'];
  if (row.public) return ['public'];
  // Consent is needed only for more than a hit.
  const members = policy.operations
    .filter(({ categories }) => categories.includes(row.category))
    .flatMap((each) => each.members);
  const isPartner = (id: string): boolean => policy.agencies[id]?.kind === 'PARTNER_THIRD_COUNTRY';
  const needsConsent = rank[row.cells.PARTNER_THIRD_COUNTRY.effect] > rank.HIT || members.some(isPartner);
  const isNever = (flag: (typeof flags)[number]): boolean =>
    (flag === 'thirdCountryConsent' && !needsConsent) || (flag === 'subjectAccess' && (row.whole || !row.own));
  return flags.filter((flag) => !isNever(flag));
}

function changesOfRole(policy: Policy, role: Role): Changes<RoleRow> {
  const { caps, purposes: stated } = policy.roles[role];
  const matters = (category: Category): boolean => {
    const row = policy.categories[category];
    return row !== undefined && !isSettled(row) && sharesPurpose(policy, role, row);
  };
  return [
    ...Object.entries(caps)
      .filter(([category]) => matters(category))
      .flatMap(([category, cap]) =>
        others<Effect>(effects, cap).map(
          (to) => [`${category} ${cap} to ${to}`, { caps: { ...caps, [category]: to } }] as const,
        ),
      ),
    ...purposes.map((purpose) => [`purpose ${purpose}`, { purposes: toggled(stated, purpose) }] as const),
  ];
}
