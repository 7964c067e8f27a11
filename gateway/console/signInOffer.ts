import type { Agency, Policy } from '../../policy/policy.js';
import { purposesOf } from '../../policy/rules/purposes.js';
import type { Purpose, Role } from '../../policy/types.js';

/** A purpose that a role of an agency may state. */
export interface OfferedPurpose {
  readonly purpose: Purpose;
  /** What it is for, and the law behind it. */
  readonly meaning: string;
  readonly caseReferenceRequired: boolean;
  readonly justificationRequired: boolean;
}

/** A role of an agency, and the purposes that it may state there. */
export interface OfferedRole {
  readonly role: Role;
  readonly purposes: readonly OfferedPurpose[];
  /** Shows the form of the agency's case references. */
  readonly caseReferenceExample: string;
}

/** An agency, and as whom of it one can sign in. */
export interface OfferedAgency {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly country: string;
  readonly roles: readonly OfferedRole[];
}

/**
 * As whom one can sign in: all agencies of the policy, without those of systems alone. A role without a purpose is none to ask in.
 *
 * Why no systems: they run registered documents alone, and nobody sits before them.
 */
export function offeredAgencies(policy: Policy): readonly OfferedAgency[] {
  return Object.values(policy.agencies).flatMap((agency) => {
    const { id, name, kind, country } = agency;
    const roles = agency.roles.flatMap((role) => offeredRole(policy, agency, role));
    return roles.length === 0 ? [] : [{ id, name, kind, country, roles }];
  });
}

function offeredRole(policy: Policy, { id, caseReference }: Agency, role: Role): readonly OfferedRole[] {
  if (role === 'SYSTEM_CLIENT') return [];
  const purposes = purposesOf(policy, id, role).map((purpose) => toOffered(policy, purpose));
  return purposes.length === 0 ? [] : [{ role, purposes, caseReferenceExample: caseReference.example }];
}

function toOffered({ purposes }: Policy, purpose: Purpose): OfferedPurpose {
  const { meaning, caseReference, justification } = purposes[purpose];
  return { purpose, meaning, caseReferenceRequired: caseReference, justificationRequired: justification };
}
