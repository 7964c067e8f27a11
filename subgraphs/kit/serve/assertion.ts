import { createHmac, createSecretKey, hash, type KeyObject, randomFillSync, timingSafeEqual } from 'node:crypto';
import { PortcullisError } from '../../../schema/errors.js';
import type { SourceRequest } from '../request.js';
import { UsedNonces } from './usedNonces.js';

/** Header in which the gateway proves to a source who asks. */
export const assertionHeader = 'Portcullis-Assertion';

/** How long an assertion is good, on either side of its time. */
const LIFETIME_MS = 60_000;

/** What a request states of itself to every source that it asks. */
export type StatedRequest = Omit<SourceRequest, 'audience'>;

/** What one call states besides. */
interface CallClaims {
  readonly audience: string;
  /** SHA-256 of the body, hex. */
  readonly body: string;
  /** When it was signed, milliseconds since 1970. */
  readonly at: number;
  /** Good once. */
  readonly nonce: string;
}

/**
 * The part of an assertion that is the same for all calls of a request: viewer, purpose, case, policy version, asOf,
 * request id, intent, withheld detail and names of entities, as base64url.
 */
export function statedText(request: StatedRequest): string {
  const { facts, requestId, policyVersion, intent, withheldDetail, entityPseudonyms } = request;
  // The type makes it an error to leave a new member of the request unsigned.
  const all: Required<StatedRequest> = { facts, requestId, policyVersion, intent, withheldDetail, entityPseudonyms };
  return Buffer.from(JSON.stringify(all)).toString('base64url');
}

/**
 * The header's value: what the request states, what this call states, and the HMAC-SHA256 of both under the key that the
 * gateway shares with this one source.
 *
 * @param stated the `statedText` of the request
 */
export function signAssertion(
  key: Uint8Array,
  stated: string,
  call: { readonly audience: string; readonly body: string | Uint8Array },
  now: number = Date.now(),
): string {
  const claims: CallClaims = { audience: call.audience, body: sha256(call.body), at: now, nonce: nextNonce() };
  const text = `${stated}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${text}.${mac(keyObject(key), text).toString('base64url')}`;
}

/** Checks assertions for one source, and remembers used ones for as long as they would be good. */
export interface AssertionVerifier {
  /**
   * The request that was signed for this body.
   *
   * @throws PortcullisError SOURCE_ASSERTION_INVALID, whatever is wrong; SOURCE_OVERLOADED
   */
  verify(header: string | undefined, body: string | Uint8Array): SourceRequest;
}

/** @param audience the source's name @param clock milliseconds since 1970 */
export function createAssertionVerifier(
  key: Uint8Array,
  audience: string,
  clock: () => number = Date.now,
  used: UsedNonces = new UsedNonces(LIFETIME_MS),
): AssertionVerifier {
  const secret = keyObject(key);
  return {
    verify(header, body) {
      const claims = readClaims(secret, header);
      const now = clock();
      used.forget(now);
      const good =
        claims !== null &&
        claims.call.audience === audience &&
        claims.request.intent === 'READ' &&
        claims.call.body === sha256(body) &&
        Math.abs(now - claims.call.at) <= LIFETIME_MS &&
        !used.has(claims.call.at, claims.call.nonce);
      if (!good) throw new PortcullisError('SOURCE_ASSERTION_INVALID');
      // An assertion that cannot be remembered could be used again.
      if (used.isFull) throw new PortcullisError('SOURCE_OVERLOADED');
      used.add(claims.call.at, claims.call.nonce);
      return Object.assign(claims.request, { audience });
    },
  };
}

interface Claims {
  readonly request: StatedRequest;
  readonly call: CallClaims;
}

function readClaims(key: KeyObject, header = ''): Claims | null {
  const [stated = '', call = '', signature, ...more] = header.split('.', 4);
  if (signature === undefined || more.length > 0) return null;
  const expected = mac(key, `${stated}.${call}`);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { request: parsed(stated) as StatedRequest, call: parsed(call) as CallClaims };
}

function parsed(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString());
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
