import { createHmac, createSecretKey, hash, type KeyObject, randomFillSync, timingSafeEqual } from 'node:crypto';
import { PortcullisError } from '../../../schema/errors.js';
import type { SourceRequest } from '../request.js';

/** Header in which the gateway proves to a source who asks. */
export const assertionHeader = 'Portcullis-Assertion';

/** How long an assertion is good, on either side of its time. */
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
 * audience, viewer, purpose, case, policy version, asOf, request id, intent, withheld detail and the hash of the body.
 */
export function signAssertion(
  key: Uint8Array,
  request: Claims['request'],
  body: string | Uint8Array,
  now: number = Date.now(),
): string {
  const { facts, requestId, policyVersion, intent, audience, withheldDetail, entityPseudonyms } = request;
  // The type makes it an error to leave a new member of the request unsigned.
  const own: Required<Omit<Claims['request'], 'facts'>> = {
    requestId,
    policyVersion,
    intent,
    audience,
    withheldDetail,
    entityPseudonyms,
  };
  const claims =
    `{"body":"${sha256(body)}","at":${now},"nonce":"${nextNonce()}",` +
    `"request":{"facts":${factsText(facts)},${JSON.stringify(own).slice(1)}}`;
  const text = Buffer.from(claims).toString('base64url');
  return `${text}.${mac(keyObject(key), text).toString('base64url')}`;
}

/** Checks assertions for one source, and remembers used ones for as long as they would be good. */
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
  const secret = keyObject(key);
  return {
    verify(header, body) {
      const claims = readClaims(secret, header);
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

function readClaims(key: KeyObject, header = ''): Claims | null {
  const dot = header.indexOf('.');
  if (dot <= 0 || header.indexOf('.', dot + 1) !== -1) return null;
  const text = header.slice(0, dot);
  const expected = mac(key, text);
  const stated = Buffer.from(header.slice(dot + 1), 'base64url');
  if (stated.length !== expected.length || !timingSafeEqual(stated, expected)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;
}

/** Stops at the first that is still good: a Map keeps the order of insertion, which is nearly that of expiry. */
function forgetBefore(used: Map<string, number>, now: number): void {
  for (const [nonce, until] of used) {
    if (until >= now) break;
    used.delete(nonce);
  }
}

function mac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(`portcullis/assertion\n${text}`).digest();
}

function sha256(body: string | Uint8Array): string {
  return hash('sha256', body, 'hex');
}

const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObject(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, known);
  return known;
}

/** Facts as JSON. Why kept: one request asks several sources, several times, and states the same facts. */
const factsTexts = new WeakMap<Claims['request']['facts'], string>();

function factsText(facts: Claims['request']['facts']): string {
  const known = factsTexts.get(facts) ?? JSON.stringify(facts);
  factsTexts.set(facts, known);
  return known;
}

const NONCE_BYTES = 16;
const randomPool = Buffer.alloc(NONCE_BYTES * 256);
let drawn = randomPool.length;

/** 16 random bytes, base64url, never the same twice; drawn 256 nonces at a time. */
function nextNonce(): string {
  if (drawn === randomPool.length) {
    randomFillSync(randomPool);
    drawn = 0;
  }
  drawn += NONCE_BYTES;
  return randomPool.toString('base64url', drawn - NONCE_BYTES, drawn);
}
