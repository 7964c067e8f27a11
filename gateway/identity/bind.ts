import { type Agency, otherClient, type Policy } from '../../policy/policy.js';
import { purposesOf } from '../../policy/rules/purposes.js';
import {
  type Classification,
  classifications,
  type Purpose,
  purposes,
  type Role,
  roles,
  type Viewer,
} from '../../policy/types.js';
import { unauthenticated } from './unauthenticated.js';

/** The verified viewer, and the purposes that their token allows. */
export interface VerifiedIdentity {
  readonly viewer: Viewer;
  /** Purposes that token, agency and role all allow. */
  readonly purposes: readonly Purpose[];
  /** The program that asks, if the viewer's agency registered it; else `otherClient`. It gives no right. */
  readonly client: string;
}

/** What credentials state of their bearer; their signature was verified. */
export interface StatedIdentity {
  readonly subject: string;
  readonly role: unknown;
  /** Absent: all that agency and role allow. */
  readonly purposes?: unknown;
  /** Absent: the lowest. */
  readonly clearance?: unknown;
  readonly client?: unknown;
}

/**
 * Checks what credentials state against what their agency may state. Anything beyond it is refused, not narrowed: an
 * issuer that overstates is not to be trusted with the rest.
 *
 * @throws PortcullisError UNAUTHENTICATED
 */
export function bindIdentity(policy: Policy, agency: Agency, stated: StatedIdentity): VerifiedIdentity {
  const role = roles.find((known) => known === stated.role);
  if (!role || !agency.roles.includes(role)) throw unauthenticated('role beyond what the agency may state');
  const clearance = clearanceOf(stated.clearance);
  if (!clearance || classifications.indexOf(clearance) > classifications.indexOf(agency.clearance)) {
    throw unauthenticated('clearance beyond what the agency may state');
  }
  return {
    viewer: { subject: stated.subject, agency: agency.id, kind: agency.kind, country: agency.country, role, clearance },
    purposes: purposesOfToken(policy, agency, role, stated.purposes),
    // By its own agency alone: what another registered is a text from outside here.
    client: agency.clients.find((registered) => registered === stated.client) ?? otherClient,
  };
}

function clearanceOf(value: unknown): Classification | undefined {
  return value === undefined ? classifications[0] : classifications.find((known) => known === value);
}

function purposesOfToken(policy: Policy, agency: Agency, role: Role, stated: unknown): readonly Purpose[] {
  const allowed = purposesOf(policy, agency.id, role);
  if (stated === undefined) return allowed;
  if (!Array.isArray(stated)) throw unauthenticated('purposes is not a list');
  for (const purpose of stated) {
    if (!purposes.includes(purpose) || !agency.purposes.includes(purpose)) {
      throw unauthenticated('purpose beyond what the agency may state');
    }
  }
  return allowed.filter((purpose) => stated.includes(purpose));
}

/**
 * The identity of a client certificate that TLS verified: of the agency that `agencies.yaml` binds its SHA-256 fingerprint
 * to. A certificate states no role, so it is a SYSTEM_CLIENT of the lowest clearance.
 *
 * @param fingerprint lower-case hex without colons
 * @throws PortcullisError UNAUTHENTICATED
 */
export function identifyCertificate(policy: Policy, fingerprint: string): VerifiedIdentity {
  const agency = agencyOfCertificate(policy, fingerprint);
  if (!agency) throw unauthenticated('certificate not bound to an agency');
  return bindIdentity(policy, agency, { subject: `certificate:${fingerprint.slice(0, 16)}`, role: 'SYSTEM_CLIENT' });
}

/** True where the certificate is bound to the token's agency, or to none. */
export function certificateAgrees(policy: Policy, fingerprint: string, agency: string): boolean {
  const bound = agencyOfCertificate(policy, fingerprint);
  return bound === undefined || bound.id === agency;
}

function agencyOfCertificate(policy: Policy, fingerprint: string): Agency | undefined {
  return Object.values(policy.agencies).find((agency) => agency.clientCertificates.includes(fingerprint));
}
