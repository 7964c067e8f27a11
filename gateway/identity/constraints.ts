import type { JWTPayload } from 'jose';
import { unauthenticated } from './unauthenticated.js';

/** Claims of RFC 8693: somebody acts, or may act, for somebody else. */
const DELEGATION = ['act', 'may_act'];

/** SHA-256 in base64url, without padding. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/**
 * Refuses delegation tokens: the actor would get the subject's rights, and the log would name the wrong one of the two.
 *
 * @throws PortcullisError UNAUTHENTICATED
 */
export function refuseDelegation(claims: JWTPayload): void {
  for (const claim of DELEGATION) if (claim in claims) throw unauthenticated(`delegation by ${claim}`);
}

/**
 * The certificate that a token is bound to (RFC 8705, section 3.1): SHA-256 fingerprint, lower-case hex; null where it is
 * bound to none. Any other binding, such as DPoP, is refused: it cannot be checked here.
 *
 * @throws PortcullisError UNAUTHENTICATED
 */
export function boundCertificate({ cnf }: JWTPayload): string | null {
  if (cnf === undefined) return null;
  const methods = typeof cnf === 'object' && cnf !== null ? Object.keys(cnf) : [];
  const thumbprint: unknown = (cnf as Record<string, unknown> | null)?.['x5t#S256'];
  if (methods.length !== 1 || typeof thumbprint !== 'string' || !THUMBPRINT.test(thumbprint)) {
    throw unauthenticated('cnf is not x5t#S256');
  }
  return Buffer.from(thumbprint, 'base64url').toString('hex');
}
