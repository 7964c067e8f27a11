import { loadPolicy } from '../../policy/loading/load.js';
import type { Policy } from '../../policy/policy.js';
import type { Classification, Purpose, RequestFacts, Role } from '../../policy/types.js';
import type { SourceRequest } from '../../subgraphs/kit/request.js';

/** Who asks, in short: an agency of `policy/agencies.yaml`, an ANALYST unless said otherwise. */
export interface Asker {
  readonly agency: string;
  readonly role?: Role;
  readonly purpose?: Purpose;
  /** The agency's where absent. */
  readonly clearance?: Classification;
  /** Absent: the agency's example; null: none. */
  readonly caseReference?: null;
}

export const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION' };
export const analysis: Asker = { agency: 'EU-ANALYSIS', purpose: 'CRIMINAL_INVESTIGATION' };
export const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CRIMINAL_INVESTIGATION' };
export const belgianCustoms: Asker = { agency: 'BE-CUSTOMS', purpose: 'CRIMINAL_INVESTIGATION' };
export const antifraud: Asker = { agency: 'EU-ANTIFRAUD', purpose: 'EU_FRAUD_INVESTIGATION' };
export const border: Asker = { agency: 'PL-BORDER', purpose: 'CRIMINAL_INVESTIGATION' };
export const tax: Asker = { agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION' };
export const judicial: Asker = { agency: 'EU-JUDICIAL', purpose: 'CRIMINAL_INVESTIGATION' };
export const partner: Asker = { agency: 'XA-CUSTOMS', purpose: 'MUTUAL_ASSISTANCE' };
export const supervisor: Asker = { agency: 'EU-SUPERVISOR', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' };

export const asOf = '2026-11-25T10:00:00.000Z';

/** The request of an asker to a source, as the gateway checked it. */
export function requestOf(
  { agency, role = 'ANALYST', purpose, clearance, caseReference }: Asker,
  audience: string,
  policy: Policy = loadPolicy(),
): SourceRequest {
  const row = policy.agencies[agency];
  if (!row) throw new Error(`no agency ${agency}`);
  const { kind, country } = row;
  const facts: RequestFacts = {
    viewer: { subject: 'staff-1', agency, kind, country, role, clearance: clearance ?? row.clearance },
    purpose,
    caseReference: caseReference === null ? undefined : row.caseReference.example,
    asOf,
  };
  return { facts, requestId: 'test-request', policyVersion: policy.version, intent: 'READ', audience };
}
