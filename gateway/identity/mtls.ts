import type { Agency, Policy } from '../../policy/policy.js';
import type { VerifiedIdentity } from '../exchange/exchange.js';
import { bindIdentity } from './bind.js';
import { unauthenticated } from './unauthenticated.js';

/**
 * The system that a client certificate, verified by TLS, belongs to: the agency that `agencies.yaml` binds its SHA-256
 * fingerprint to. A certificate says nothing of roles, so it stands for a SYSTEM_CLIENT of the lowest clearance.
 *
 * @param fingerprint lower-case hex without colons
 * @throws PortcullisError UNAUTHENTICATED
 */
export function identifyCertificate(policy: Policy, fingerprint: string): VerifiedIdentity {
  const agency = agencyOfCertificate(policy, fingerprint);
  if (!agency) throw unauthenticated('certificate not bound to an agency');
  return bindIdentity(policy, agency, { subject: `certificate:${fingerprint.slice(0, 16)}`, role: 'SYSTEM_CLIENT' });
}

/** True where a token's agency is also the certificate's, or no certificate is bound. */
export function certificateAgrees(policy: Policy, fingerprint: string, agency: string): boolean {
  const bound = agencyOfCertificate(policy, fingerprint);
  return bound === undefined || bound.id === agency;
}

function agencyOfCertificate(policy: Policy, fingerprint: string): Agency | undefined {
  return Object.values(policy.agencies).find((agency) => agency.clientCertificates.includes(fingerprint));
}
