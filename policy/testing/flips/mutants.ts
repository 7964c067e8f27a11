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
import { ofAgency, ofOperation, ofProtectedHits } from './directoryMutants.js';
import { type Mutant, others, toggled } from './mutant.js';

/** Every cell and flag to every other value; everything else of the policy is shared. */
export function mutantsOf(policy: Policy): readonly Mutant[] {
  const rows = Object.values(policy.categories);
  const kinds = kindsOf(policy);
  return [
    ...rows.flatMap((row) => kinds.flatMap((kind) => ofCell(policy, row, kind))),
    ...rows.flatMap((row) => ofRow(policy, row)),
    ...roles.flatMap((role) => ofRole(policy, role)),
    ...kinds.map((kind) => ofProtectedHits(policy, kind)),
    ...Object.values(policy.agencies).flatMap((agency) => ofAgency(policy, agency)),
    ...policy.operations.flatMap((operation) => ofOperation(policy, operation)),
  ];
}

/*
 * What can make no difference to anybody is no mutant: what is special is NONE and what is public FULL whatever else a row
 * says; a role that can state none of a row's purposes, or is capped away, is never asked about it.
 */
const isSettled = (row: CategoryRow): boolean => row.special || row.public;

function mayAsk(policy: Policy, role: Role, row: CategoryRow): boolean {
  return policy.roles[role].caps[row.category] !== 'NONE' && sharesPurpose(policy, role, row);
}

function sharesPurpose(policy: Policy, role: Role, row: CategoryRow): boolean {
  return row.purposes.some((purpose) => policy.roles[role].purposes.includes(purpose));
}

function ofCell(policy: Policy, row: CategoryRow, kind: AgencyKind): readonly Mutant[] {
  if (isSettled(row)) return [];
  const cell = row.cells[kind] as Cell;
  const asking = roles.filter((role) => mayAsk(policy, role, row));
  const oversees = kind === 'SUPERVISOR' || kind === 'INTERNAL_AUDIT';
  const mutant = (what: string, change: Partial<Cell>): Mutant => ({
    name: `${row.category} ${kind}: ${what}`,
    kind: 'cell',
    policy: withRow(policy, { ...row, cells: { ...row.cells, [kind]: { ...cell, ...change } } }),
    category: row.category,
    agencyKind: kind,
    agencies: Object.values(policy.agencies).flatMap((agency) => (agency.kind === kind ? [agency.id] : [])),
    focus: { categories: [row.category] },
  });
  const isNarrow = cell.roles !== null && asking.some((role) => !cell.roles?.includes(role));
  return [
    ...others(effects, cell.effect).map((effect) => mutant(`${cell.effect} to ${effect}`, { effect })),
    ...(isNarrow
      ? others(effects, cell.otherwise).map((otherwise) => mutant(`otherwise to ${otherwise}`, { otherwise }))
      : []),
    ...(isNarrow ? [mutant('any role', { roles: null })] : []),
    ...(cell.roles ? asking.map((role) => mutant(`role ${role}`, { roles: toggled(cell.roles ?? [], role) })) : []),
    ...(cell.scope
      ? others(oversees ? (['OWN', 'MANDATE', null] as const) : (['OWN', null] as const), cell.scope).map((scope) =>
          mutant(`scope ${scope}`, { scope }),
        )
      : []),
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
] as const;

function ofRow(policy: Policy, row: CategoryRow): readonly Mutant[] {
  const mutant = (what: string, change: Partial<CategoryRow>): Mutant => ({
    name: `${row.category}: ${what}`,
    kind: 'flag',
    policy: withRow(policy, { ...row, ...change }),
    category: row.category,
    agencies: null,
    focus: { categories: [row.category] },
  });
  return [
    ...flagsThatMatter(policy, row).map((flag) => mutant(`${flag} ${!row[flag]}`, { [flag]: !row[flag] })),
    ...(row.needs ? [mutant('needs nothing', { needs: null })] : []),
    ...purposes
      .filter((purpose) => !isSettled(row) && isAskedFor(policy, row, purpose))
      .map((purpose) => mutant(`purpose ${purpose}`, { purposes: toggled(row.purposes, purpose) })),
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
  // Consent is asked for more than a hit.
  const members = policy.operations
    .filter(({ categories }) => categories.includes(row.category))
    .flatMap((each) => each.members);
  const isPartner = (id: string): boolean => policy.agencies[id]?.kind === 'PARTNER_THIRD_COUNTRY';
  const needsConsent = rank[row.cells.PARTNER_THIRD_COUNTRY.effect] > rank.HIT || members.some(isPartner);
  return flags.filter((flag) => flag !== 'thirdCountryConsent' || needsConsent);
}

function ofRole(policy: Policy, role: Role): readonly Mutant[] {
  const row = policy.roles[role];
  const mutant = (what: string, category: Category | null, change: Partial<RoleRow>): Mutant => ({
    name: `${role}: ${what}`,
    kind: 'role',
    policy: { ...policy, roles: { ...policy.roles, [role]: { ...row, ...change } } },
    category,
    agencies: null,
    focus: { roles: [role], ...(category === null ? {} : { categories: [category] }) },
  });
  return [
    ...Object.entries(row.caps)
      .filter(([category]) => matters(policy, role, category))
      .flatMap(([category, cap]) =>
        others<Effect>(effects, cap).map((to) =>
          mutant(`${category} ${cap} to ${to}`, category, { caps: { ...row.caps, [category]: to } }),
        ),
      ),
    ...purposes.map((purpose) => mutant(`purpose ${purpose}`, null, { purposes: toggled(row.purposes, purpose) })),
  ];
}

function matters(policy: Policy, role: Role, category: Category): boolean {
  const row = policy.categories[category];
  return row !== undefined && !isSettled(row) && sharesPurpose(policy, role, row);
}

function withRow(policy: Policy, row: CategoryRow): Policy {
  return { ...policy, categories: { ...policy.categories, [row.category]: row } };
}
