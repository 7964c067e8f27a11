import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { VerifiedIdentity } from './bind.js';

/** A verified token, with what must be checked again each time. */
export interface VerifiedToken {
  readonly identity: VerifiedIdentity;
  /** Fingerprint of the certificate that it is bound to; null: none. */
  readonly boundTo: string | null;
  /** Its id, for the revocation list. */
  readonly jti: string;
  /** When it is valid, ms since 1970, clock skew allowed for. */
  readonly from: number;
  readonly until: number;
}

/** Tokens whose signatures were verified, so that this is not done with each request. */
export interface TokenCache {
  /** Undefined where the token must be verified (again). @param at the request's instant, ms since 1970 */
  find(token: string, at: number): VerifiedToken | undefined;
  keep(token: string, verified: VerifiedToken, at: number): void;
}

const MAX_KEPT = 10_000;
/** After this the signature is verified again, ms: an issuer that withdraws a key withdraws what it has signed. */
const MAX_AGE = 60_000;

/** A bounded cache by hashes of tokens: the tokens themselves are not kept. */
export function createTokenCache(): TokenCache {
  const kept = new LRUCache<string, VerifiedToken & { readonly since: number }>({ max: MAX_KEPT });
  return {
    find: (token, at) => {
      const key = keyOf(token);
      const known = kept.get(key);
      if (!known) return undefined;
      const isFresh = at >= known.since && at - known.since < MAX_AGE;
      if (isFresh && at >= known.from && at < known.until) return known;
      kept.delete(key);
      return undefined;
    },
    keep: (token, verified, at) => void kept.set(keyOf(token), { ...verified, since: at }),
  };
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}
