import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { VerifiedIdentity } from './bind.js';

/** A token that was verified, and what must be looked at again each time it comes. */
export interface VerifiedToken {
  readonly identity: VerifiedIdentity;
  /** Fingerprint of the certificate that it must come with; null where it may come without. */
  readonly boundTo: string | null;
  /** Its id, for the list of revoked ones. */
  readonly jti: string;
  /** From when to when it is good, milliseconds since 1970, clock skew allowed for. */
  readonly from: number;
  readonly until: number;
}

/** Tokens whose signatures were verified, so that each is verified once and not with each request. */
export interface TokenCache {
  /** @param at the request's instant, milliseconds since 1970; undefined where the token must be verified (again) */
  find(token: string, at: number): VerifiedToken | undefined;
  keep(token: string, verified: VerifiedToken, at: number): void;
}

const MAX_KEPT = 10_000;
/**
 * Longest time without looking at the signature again, ms.
 * Why at all: an issuer that withdraws a key withdraws with it whatever the key has signed.
 */
const MAX_AGE = 60_000;

/** A bounded cache by the tokens' hashes: the tokens themselves are not kept. */
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
