import type { Agency, Policy } from '../../../policy/policy.js';
import type { RequestFacts } from '../../../policy/types.js';

/** Whom no record can name, so that what is released to some is not to this one. */
const nobody = { agency: 'BACKUP-VERIFY', kind: 'BACKUP_VERIFY', country: 'ZZ' } as const;

/** Who asks a copy, once. */
export function askingNow(): RequestFacts {
  const viewer = { ...nobody, subject: 'backup verify', role: 'ANALYST', clearance: 'SECRET_UE' } as const;
  return { viewer, purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'verify', asOf: new Date().toISOString() };
}

/**
 * A policy that shows one viewer all that no envelope withholds. Why not that of the deployment: a copy is tried, not the policy, and
 * may be tried where there is none. Only numbers leave the process.
 */
export function openPolicy(policy: Policy): Policy {
  const { viewer, purpose } = askingNow();
  const purposes = purpose === undefined ? [] : [purpose];
  const cell = { effect: 'FULL', roles: null, purposes: null, otherwise: 'FULL', scope: null } as const;
  const categories = Object.entries(policy.categories).map(([name, row]) => [
    name,
    { ...row, validity: undefined, purposes, caseReference: false, cells: { ...row.cells, [viewer.kind]: cell } },
  ]);
  const caps = Object.fromEntries(Object.keys(policy.categories).map((name) => [name, 'FULL']));
  const agency: Agency = {
    ...{ id: viewer.agency, name: viewer.agency, kind: viewer.kind, country: viewer.country, contact: '' },
    ...{ originates: [], roles: [viewer.role], purposes, clearance: viewer.clearance, issuers: [], clients: [] },
    subjectRequests: [],
    ...{ clientCertificates: [], mandate: [], overseesNobody: false, caseReference: { pattern: '.*', example: '' } },
  };
  return {
    ...policy,
    categories: Object.fromEntries(categories),
    roles: { ...policy.roles, [viewer.role]: { purposes, caps } },
    agencies: { ...policy.agencies, [viewer.agency]: agency },
    operations: [],
  };
}
