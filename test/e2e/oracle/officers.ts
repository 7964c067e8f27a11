import { decide } from '../../../policy/decide.js';
import type { Policy } from '../../../policy/policy.js';
import { ordinary } from '../../../policy/space/records.js';
import { factsOf } from '../../../policy/testing/cases.js';
import {
  type AgencyKind,
  type Envelope,
  type Purpose,
  type RequestFacts,
  type Role,
  rank,
} from '../../../policy/types.js';
import type { Asker } from '../../support/deployment.js';
import { type Hidden, originator } from './hidden.js';

/** Who asks, and what the policy says of them. */
export interface Officer extends Asker {
  readonly kind: AgencyKind;
  readonly facts: RequestFacts;
}

/**
 * Everybody who may ask, but the agency whose records are hidden: agency, role and purpose. A system asks by documents that are
 * registered, as its agency's others may.
 */
export function allOfficers(policy: Policy): readonly Officer[] {
  return Object.values(policy.agencies).flatMap(({ id, kind, roles, purposes, caseReference: { example } }) =>
    id === originator
      ? []
      : roles
          .filter((role) => role !== 'SYSTEM_CLIENT')
          .flatMap((role) =>
            purposes
              .filter((purpose) => policy.roles[role].purposes.includes(purpose))
              .map((purpose) => officer(policy, { id, kind, role, purpose, example })),
          ),
  );
}

function officer(
  policy: Policy,
  of: {
    readonly id: string;
    readonly kind: AgencyKind;
    readonly role: Role;
    readonly purpose: Purpose;
    readonly example: string;
  },
): Officer {
  const { id: agency, kind, role, purpose, example: caseReference } = of;
  const facts = factsOf(policy, `${agency} ${role}`, purpose, { case: caseReference });
  return { agency, kind, role, purpose, caseReference, justification: 'for a test', facts };
}

/** What a hidden record holds. */
const held = ['persons.identity', 'persons.documents'] as const;

/** The highest effect that an officer has of what a hidden record holds. */
export function bestOn(policy: Policy, { facts }: Officer, { envelope }: Hidden): number {
  const known: Envelope = { ...ordinary, ...(envelope as Partial<Envelope>), classification: 'BASIC_PROTECTION_LEVEL' };
  return Math.max(...held.map((category) => rank[decide(policy, facts, category, known).effect]));
}
