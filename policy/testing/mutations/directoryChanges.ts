import { exportPurposes } from '../../exportRight.js';
import type { Agency, ExportRow, OperationGrant, Policy, ProtectedHits } from '../../policy.js';
import { type AgencyKind, classifications, type Effect, purposes, roles } from '../../types.js';
import { kindsOf } from '../models.js';

/** Named changes of one part of a policy. */
export type Changes<Row> = readonly (readonly [what: string, change: Partial<Row>])[];

/** All values but one. */
export const others = <Value>(all: readonly Value[], value: Value): readonly Value[] =>
  all.filter((each) => each !== value);
/** A list with a value added, or removed where it has it. */
export const toggled = <Value>(list: readonly Value[], value: Value): readonly Value[] =>
  list.includes(value) ? others(list, value) : [...list, value];

/** The other kinds, clearances, roles, purposes and sources that an agency might have. */
export function changesOfAgency(policy: Policy, agency: Agency): Changes<Agency> {
  const { kind: own, originates, purposes: stated, roles: held } = agency;
  return [
    ...others(kindsOf(policy), own)
      .slice(0, 2)
      .map((kind) => [`kind ${kind}`, { kind }] as const),
    ...others(classifications, agency.clearance).map((clearance) => [`clearance ${clearance}`, { clearance }] as const),
    ...roles.map((role) => [`role ${role}`, { roles: toggled(held, role) }] as const),
    ...purposes.map((purpose) => [`purpose ${purpose}`, { purposes: toggled(stated, purpose) }] as const),
    ...Object.keys(policy.sources).map(
      (source) => [`source ${source}`, { originates: toggled(originates, source) }] as const,
    ),
  ];
}

/** The rights to protected hits, with a kind's added, or removed where it has one. */
export function withProtectedHits({ protectedHits }: Policy, kind: AgencyKind): readonly ProtectedHits[] {
  const without = protectedHits.filter((row) => row.kind !== kind);
  if (without.length < protectedHits.length) return without;
  return [...without, { owner: '', basis: [], approval: 'PROPOSAL', kind, by: 'NUMBER' }];
}

/** Each kind, role and purpose added to a right to exports, or removed, where somebody then may who could not, or the reverse. */
export function changesOfExports(policy: Policy, row: ExportRow): Changes<Policy> {
  const who = (of: Policy): string =>
    JSON.stringify(Object.keys(of.agencies).map((id) => [id, exportPurposes(of, id)]));
  const changed = [
    ...kindsOf(policy).map((kind) => [kind, { kinds: toggled(row.kinds, kind) }] as const),
    ...roles.map((role) => [role, { roles: toggled(row.roles, role) }] as const),
    ...purposes.map((purpose) => [purpose, { purposes: toggled(row.purposes, purpose) }] as const),
  ];
  return changed
    .map(([what, change]): Changes<Policy>[number] => {
      const exports = policy.exports.map((each) => (each === row ? { ...each, ...change } : each));
      return [what, { exports }];
    })
    .filter(([, change]) => who({ ...policy, ...change }) !== who(policy));
}

/** The other effects, members, purposes, categories and periods that a joint operation might have. */
export function changesOfOperation(policy: Policy, operation: OperationGrant): Changes<OperationGrant> {
  const { members, purposes: granted, categories, from, to } = operation;
  const grants: readonly Effect[] = ['HIT', 'MASKED', 'FULL'];
  const lent = Object.values(policy.categories).filter(
    (row) => row.own && !row.special && !row.public && !row.envelope,
  );
  return [
    ...others(grants, operation.effect).map((effect) => [`effect ${effect}`, { effect }] as const),
    ...Object.keys(policy.agencies).map((id) => [`member ${id}`, { members: toggled(members, id) }] as const),
    ...purposes.map((purpose) => [`purpose ${purpose}`, { purposes: toggled(granted, purpose) }] as const),
    ...lent.map(({ category }) => [`category ${category}`, { categories: toggled(categories, category) }] as const),
    ['a day later', { from: dayLater(from) }],
    ['a day longer', { to: dayLater(to) }],
  ];
}

function dayLater(instant: string): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString();
}
