// SPDX-License-Identifier: Apache-2.0
import type { Agency, Policy } from '../../policy/policy.js';
import type { RequestFacts } from '../../policy/types.js';
import type { LocationRow } from './repository.js';

/** Agency of the policy to `Agency`; issuers, certificates, clearance and mandate stay inside. */
export function toAgency(agency: Agency) {
  const { id, name, kind, country, contact, roles, purposes, originates } = agency;
  return { id, name, kind, country, contact, roles, purposes, originates };
}

/** Functions of a place, by the code of UN/ECE Recommendation 16. */
const locationFunctions: Readonly<Record<string, string>> = {
  '1': 'PORT',
  '2': 'RAIL',
  '3': 'ROAD',
  '4': 'AIRPORT',
  '5': 'POSTAL',
  '6': 'MULTIMODAL',
  '7': 'FIXED',
  B: 'BORDER',
};

/** Row to what is known of a place beside its code. Degrees, WGS 84. */
export function toLocation(row: LocationRow) {
  return {
    name: row.name,
    functions: row.functions.flatMap((code) => locationFunctions[code] ?? []),
    latitude: row.latitude,
    longitude: row.longitude,
  };
}

/** What the request says of its viewer, to `Viewer`. */
export function toViewer(policy: Policy, facts: RequestFacts) {
  const { viewer, purpose, caseReference } = facts;
  const agency = policy.agencies[viewer.agency];
  const ofRole = policy.roles[viewer.role]?.purposes ?? [];
  const allowed = (agency?.purposes ?? []).filter((candidate) => ofRole.includes(candidate));
  return {
    subject: viewer.subject,
    agency: agency ? toAgency(agency) : null,
    kind: viewer.kind,
    country: viewer.country,
    role: viewer.role,
    clearance: viewer.clearance,
    purpose: purpose ?? null,
    caseReference: caseReference ?? null,
    allowedPurposes: allowed.map((candidate) => {
      const row = policy.purposes[candidate];
      return {
        purpose: candidate,
        meaning: row.meaning,
        caseReferenceRequired: row.caseReference,
        justificationRequired: row.justification,
      };
    }),
  };
}
