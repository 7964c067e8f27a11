import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import { stableJson } from './stableJson.js';
import type { SourceRequest } from './types.js';

/** Header in which the gateway proves to a source who asks. */
export const assertionHeader = 'Portcullis-Assertion';

/** How long an assertion is good, in milliseconds, on either side of its time. */
const LIFETIME_MS = 60_000;
const REPLAYS_KEPT = 100_000;

interface Claims {
  readonly request: Omit<SourceRequest, 'intent' | 'audience'> & { readonly intent: string; readonly audience: string };
  /** SHA-256 of the body, hex. */
  readonly body: string;
  /** When it was signed, milliseconds since 1970. */
  readonly at: number;
  /** Good once. */
  readonly nonce: string;
}

/**
 * The header's value: claims and their HMAC-SHA256 under the key that the gateway shares with this one source, over
 * audience, viewer, purpose, case, policy version, asOf, request id, intent and the hash of the body.
 */
export function signAssertion(
  key: Uint8Array,
  request: Claims['request'],
  body: string | Uint8Array,
  now: number = Date.now(),
): string {
  const claims: Claims = { request, body: sha256(body), at: now, nonce: randomBytes(16).toString('base64url') };
  const text = Buffer.from(stableJson(claims)).toString('base64url');
  return `${text}.${mac(key, text).toString('base64url')}`;
}

/** Checks assertions for one source; remembers those used, as long as they would be good. */
export interface AssertionVerifier {
  /** The request that was signed for this body. Throws SOURCE_ASSERTION_INVALID, whatever is wrong. */
  verify(header: string | undefined, body: string | Uint8Array): SourceRequest;
}

/** @param audience the source's name @param clock milliseconds since 1970 */
export function createAssertionVerifier(
  key: Uint8Array,
  audience: string,
  clock: () => number = Date.now,
): AssertionVerifier {
  const used = new Map<string, number>();
  return {
    verify(header, body) {
      const claims = readClaims(key, header);
      const now = clock();
      forgetBefore(used, now);
      const good =
        claims !== null &&
        claims.request.audience === audience &&
        claims.request.intent === 'READ' &&
        claims.body === sha256(body) &&
        Math.abs(now - claims.at) <= LIFETIME_MS &&
        !used.has(claims.nonce) &&
        // Why refuse when full: an assertion that cannot be remembered could be used again.
        used.size < REPLAYS_KEPT;
      if (!good) throw new PortcullisError('SOURCE_ASSERTION_INVALID');
      used.set(claims.nonce, claims.at + LIFETIME_MS);
      return claims.request as SourceRequest;
    },
  };
}

function readClaims(key: Uint8Array, header: string | undefined): Claims | null {
  const [text, signature, ...rest] = (header ?? '').split('.');
  if (!text || !signature || rest.length > 0) return null;
  const expected = mac(key, text);
  const stated = Buffer.from(signature, 'base64url');
  if (stated.length !== expected.length || !timingSafeEqual(stated, expected)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;
}

// The Map keeps the order of insertion, which is nearly that of expiry.
function forgetBefore(used: Map<string, number>, now: number): void {
  for (const [nonce, until] of used) {
    if (until >= now) break;
    used.delete(nonce);
  }
}

function mac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update('portcullis/assertion\n').update(text).digest();
}

function sha256(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
