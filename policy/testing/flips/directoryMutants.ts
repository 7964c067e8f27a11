import type { Agency, OperationGrant, Policy } from '../../policy.js';
import { type AgencyKind, classifications, type Effect, purposes, roles } from '../../types.js';
import { kindsOf } from '../models.js';
import type { Focus } from '../words.js';
import { type Mutant, others, toggled } from './mutant.js';

/** What else an agency may be, be cleared for, state and bring in. */
export function ofAgency(policy: Policy, agency: Agency): readonly Mutant[] {
  const mutant = (what: string, change: Partial<Agency>, focus: Focus = {}): Mutant => ({
    name: `${agency.id}: ${what}`,
    kind: 'agency',
    policy: { ...policy, agencies: { ...policy.agencies, [agency.id]: { ...agency, ...change } } },
    category: null,
    agencies: [agency.id],
    focus,
  });
  return [
    ...others(kindsOf(policy), agency.kind)
      .slice(0, 2)
      .map((kind) => mutant(`kind ${kind}`, { kind })),
    ...others(classifications, agency.clearance).map((clearance) => mutant(`clearance ${clearance}`, { clearance })),
    ...roles.map((role) => mutant(`role ${role}`, { roles: toggled(agency.roles, role) }, { roles: [role] })),
    ...purposes.map((purpose) =>
      mutant(`purpose ${purpose}`, { purposes: toggled(agency.purposes, purpose) }, { purposes: [purpose] }),
    ),
    ...Object.keys(policy.sources).map((source) =>
      mutant(`source ${source}`, { originates: toggled(agency.originates, source) }, { roles: ['ANALYST'] }),
    ),
  ];
}

/** A kind that is told of protected records and was not, or the other way round. */
export function ofProtectedHits(policy: Policy, kind: AgencyKind): Mutant {
  const others = policy.protectedHits.filter((row) => row.kind !== kind);
  const isTold = others.length < policy.protectedHits.length;
  const footing = { owner: '', basis: [], approval: 'PROPOSAL' } as const;
  return {
    name: `protectedHits ${kind}: ${isTold ? 'no more' : 'NUMBER'}`,
    kind: 'agency',
    policy: { ...policy, protectedHits: isTold ? others : [...others, { ...footing, kind, by: 'NUMBER' }] },
    category: null,
    agencies: Object.values(policy.agencies).flatMap((agency) => (agency.kind === kind ? [agency.id] : [])),
    focus: {},
  };
}

/** What else a joint operation may grant, whom, for what and when. */
export function ofOperation(policy: Policy, operation: OperationGrant): readonly Mutant[] {
  const mutant = (
    what: string,
    change: Partial<OperationGrant>,
    focus: Focus = {},
    agencies: readonly string[] = operation.members,
  ): Mutant => ({
    name: `${operation.name}: ${what}`,
    kind: 'operation',
    policy: {
      ...policy,
      operations: policy.operations.map((each) => (each === operation ? { ...operation, ...change } : each)),
    },
    category: null,
    agencies,
    focus,
  });
  const grants = ['HIT', 'MASKED', 'FULL'] as const;
  return [
    ...others<Effect>(grants, operation.effect).map((effect) => mutant(`effect ${effect}`, { effect })),
    ...Object.keys(policy.agencies).map((id) =>
      mutant(`member ${id}`, { members: toggled(operation.members, id) }, {}, [id]),
    ),
    ...purposes.map((purpose) =>
      mutant(`purpose ${purpose}`, { purposes: toggled(operation.purposes, purpose) }, { purposes: [purpose] }),
    ),
    ...Object.values(policy.categories)
      .filter((row) => row.own && !row.special && !row.public && !row.envelope)
      .map(({ category }) =>
        mutant(
          `category ${category}`,
          { categories: toggled(operation.categories, category) },
          { categories: [category] },
        ),
      ),
    mutant('a day later', { from: dayLater(operation.from) }),
    mutant('a day longer', { to: dayLater(operation.to) }),
  ];
}

function dayLater(instant: string): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString();
}
