import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Agency, Policy } from '../../policy/policy.js';
import { isPortcullisError, type PortcullisError } from '../../schema/errors.js';
import { bindIdentity, type VerifiedIdentity } from './bind.js';
import { boundCertificate, refuseDelegation } from './constraints.js';
import type { TrustedIssuer } from './issuers.js';
import type { Revocations } from './revocation.js';
import { createTokenCache, type VerifiedToken } from './tokenCache.js';
import { unauthenticated } from './unauthenticated.js';

/** Asymmetric signatures only: with a symmetric one, anyone who can verify can also mint. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];

/** Required by RFC 9068, section 2.2. */
const REQUIRED_CLAIMS = ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'];

/** How far clocks may differ, seconds. */
const CLOCK_SKEW = 5;

/** Longest access token that is read, characters. */
const MAX_TOKEN = 8_192;

/** Verifies bearer tokens. */
export interface TokenVerifier {
  /** Issuers that strangers may be told of. */
  readonly publicIssuers: readonly string[];
  /**
   * @param at the request's instant
   * @param certificate SHA-256 fingerprint of the client certificate that TLS verified, lower-case hex
   * @throws PortcullisError UNAUTHENTICATED
   */
  verify(token: string, at: Date, certificate?: string): Promise<VerifiedIdentity>;
}

/**
 * Verifies JWT access tokens (RFC 9068) of these issuers, each for the agencies that it is bound to. Signatures are checked
 * once a minute; expiry, revocation and certificate binding with every request.
 */
export function createTokenVerifier(options: {
  readonly issuers: readonly TrustedIssuer[];
  readonly policy: Policy;
  readonly revocations: Revocations;
}): TokenVerifier {
  const { policy, revocations } = options;
  const issuers = new Map(options.issuers.map((issuer) => [issuer.issuer, issuer]));
  const cache = createTokenCache();
  return {
    publicIssuers: options.issuers.filter(({ isPublic }) => isPublic).map(({ issuer }) => issuer),
    verify: async (token, at, certificate) => {
      const known = cache.find(token, at.getTime());
      const verified = known ?? (await verifyAnew(token, at));
      // Not cached: a stolen token comes over another connection than the one that it was verified on.
      if (verified.boundTo !== null && verified.boundTo !== certificate)
        throw unauthenticated('bound to a certificate');
      if (await isRevoked(revocations, verified.jti)) throw unauthenticated('revoked');
      // Only now: a refused token is verified in full each time.
      if (!known) cache.keep(token, verified, at.getTime());
      return verified.identity;
    },
  };

  async function verifyAnew(token: string, at: Date): Promise<VerifiedToken> {
    const issuer = issuers.get(statedIssuer(token));
    if (!issuer) throw unauthenticated('unknown issuer');
    const claims = await verifySignature(token, issuer, at);
    refuseDelegation(claims);
    const identity = bindIdentity(policy, agencyOf(policy, issuer, claims), {
      subject: subjectOf(claims),
      role: claims.role,
      purposes: claims.purposes,
      clearance: claims.clearance,
      client: claims.client_id,
    });
    return {
      identity,
      boundTo: boundCertificate(claims),
      jti: String(claims.jti),
      from: (Math.max(claims.nbf ?? 0, claims.iat ?? 0) - CLOCK_SKEW) * 1000,
      until: ((claims.exp ?? 0) + CLOCK_SKEW) * 1000,
    };
  }
}

/** The issuer that the token states, not verified yet: it only chooses the key set. */
function statedIssuer(token: string): string {
  if (token.length > MAX_TOKEN) throw unauthenticated('too long');
  // A decoder that accepts padding would give one token many spellings.
  if (token.includes('=')) throw unauthenticated('not a JWT');
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw unauthenticated('not a JWT');
  }
}

async function verifySignature(token: string, issuer: TrustedIssuer, at: Date): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, issuer.keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: ALGORITHMS,
      typ: 'at+jwt',
      requiredClaims: REQUIRED_CLAIMS,
      clockTolerance: CLOCK_SKEW,
      currentDate: at,
    });
    // jose checks `iat` only where a maximum age is given.
    if (Number(payload.iat) > at.getTime() / 1000 + CLOCK_SKEW) throw unauthenticated('issued in the future');
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** jose checks expiry after the signature, so only the holder of a real token learns that it has expired. */
function refusalOf(error: unknown): PortcullisError {
  if (isPortcullisError(error)) return error;
  if (error instanceof errors.JWTExpired) return unauthenticated('expired', 'EXPIRED');
  if (error instanceof errors.JWTClaimValidationFailed)
    return unauthenticated(`claim ${error.claim} is ${error.reason === 'check_failed' ? 'another' : error.reason}`);
  return unauthenticated(
    error instanceof errors.JOSEError ? (causes.get(error.code) ?? error.code) : 'keys of the issuer are not to be had',
  );
}

/** Causes in words, by jose's codes. */
const causes: ReadonlyMap<string, string> = new Map([
  [errors.JWSSignatureVerificationFailed.code, 'signature is not of a key of the issuer'],
  [errors.JWKSNoMatchingKey.code, 'no such key of the issuer'],
  [errors.JWKSTimeout.code, 'keys of the issuer did not come in time'],
  [errors.JOSEAlgNotAllowed.code, 'algorithm not allowed'],
  [errors.JWSInvalid.code, 'not a JWT'],
  [errors.JWTInvalid.code, 'not a JWT'],
]);

async function isRevoked(revocations: Revocations, jti: string): Promise<boolean> {
  try {
    return await revocations.has(jti);
  } catch {
    throw unauthenticated('revocation list unreadable');
  }
}

function subjectOf(claims: JWTPayload): string {
  const subject = claims.sub;
  if (typeof subject !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(subject)) throw unauthenticated('subject');
  return subject;
}

/** The agency that the issuer is bound to; of several, the one that the token names. */
function agencyOf(policy: Policy, issuer: TrustedIssuer, claims: JWTPayload): Agency {
  if (issuer.local) return found(policy.agencies[String(claims.agency)]);
  const bound = Object.values(policy.agencies).filter((agency) => agency.issuers.includes(issuer.issuer));
  if (claims.agency === undefined && bound.length === 1) return found(bound[0]);
  return found(bound.find(({ id }) => id === claims.agency));
}

function found(agency: Agency | undefined): Agency {
  if (!agency) throw unauthenticated('agency not bound to this issuer');
  return agency;
}
