import { type KeyObject, sign } from 'node:crypto';
import type { VerifierKey } from '../../auditlog/c2sp/verifierKey.js';
import { primitives } from '../../auditlog/primitives.js';
import { utf8 } from '../../auditlog/proofs/bytes.js';
import { unauthenticated } from './unauthenticated.js';

/*
 * Requests signed with a witness's key: HTTP Message Signatures (RFC 9421), Ed25519, in one form; any other is refused. Why
 * no library: a parser of all forms would be longer than this file.
 */

/** The parts of a request that are signed. */
export interface SignedParts {
  readonly method: string;
  /** Host and port as the client states them. */
  readonly authority: string;
  /** Without a query. */
  readonly path: string;
}

/** Headers of a signed request. */
export interface SignatureHeaders {
  readonly 'signature-input': string;
  readonly signature: string;
}

const covered = ['@method', '@authority', '@path'] as const;

/** How far a signature's time may be off, in either direction, seconds: clocks differ. */
const MAX_AGE = 60;

/**
 * The headers with which a witness signs a request.
 *
 * @param signer its private key, and the id of its verifier key: `name+key id`
 * @param created seconds since 1970
 */
export function signRequest(
  parts: SignedParts,
  { keyId, privateKey }: { readonly keyId: string; readonly privateKey: KeyObject },
  created: number,
): SignatureHeaders {
  const names = covered.map((name) => `"${name}"`).join(' ');
  const params = `(${names});created=${created};keyid="${keyId}";alg="ed25519"`;
  const base = signatureBase(
    covered.map((name) => [name, partOf(parts, name)]),
    params,
  );
  const signature = sign(null, Buffer.from(base, 'utf8'), privateKey).toString('base64');
  return { 'signature-input': `sig=${params}`, signature: `sig=:${signature}:` };
}

/**
 * The key that signed a request: its method, authority and path, each once and nothing else, within a minute.
 *
 * @throws PortcullisError UNAUTHENTICATED
 */
export function verifyRequest(
  parts: SignedParts,
  headers: SignatureHeaders,
  { keys, now }: { readonly keys: readonly VerifierKey[]; readonly now: number },
): VerifierKey {
  const [, label, params = '', list = '', rest = ''] =
    /^([a-z*][a-z0-9_.*-]*)=(\(((?:"[@a-z-]+" ?)+)\)((?:;[a-z]+=(?:"[^"\\]*"|\d{1,15}))+))$/.exec(
      headers['signature-input'],
    ) ?? [];
  const [, signed, encoded = ''] = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]{86}==):$/.exec(headers.signature) ?? [];
  if (label === undefined || label !== signed) throw unauthenticated('no signature of the supported form');
  const names = list.split(' ').map((name) => name.slice(1, -1));
  if (names.length !== covered.length || !covered.every((name) => names.includes(name)))
    throw unauthenticated('a signature that covers other parts of the request');
  const stated = [...rest.matchAll(/;([a-z]+)=("?)([^";]*)\2/g)].map(
    ([, name = '', , value = '']) => [name, value] as const,
  );
  const { created, expires, keyid, alg = 'ed25519' } = Object.fromEntries(stated);
  if (new Set(stated.map(([name]) => name)).size !== stated.length || alg !== 'ed25519')
    throw unauthenticated('a signature with unsupported parameters');
  if (created === undefined || !(Math.abs(now - Number(created)) <= MAX_AGE))
    throw unauthenticated('a signature of another time');
  if (expires !== undefined && !(Number(expires) >= now)) throw unauthenticated('a signature that has expired');
  const key = keys.find((each) => `${each.name}+${each.keyId}` === keyid);
  if (!key) throw unauthenticated('a signature of a key that is not in the trust file');
  const base = signatureBase(
    names.map((name) => [name, partOf(parts, name)]),
    params,
  );
  if (!primitives.verifyEd25519(utf8(base), Buffer.from(encoded, 'base64'), key.publicKey))
    throw unauthenticated('an invalid signature');
  return key;
}

/** The text that is signed (RFC 9421, section 2.5). */
export function signatureBase(components: readonly (readonly [string, string])[], params: string): string {
  return [...components, ['@signature-params', params] as const]
    .map(([name, value]) => `"${name}": ${value}`)
    .join('\n');
}

function partOf({ method, authority, path }: SignedParts, name: string): string {
  const values: Readonly<Record<string, string>> = {
    '@method': method,
    // RFC 9421, section 2.2.3: in lower case, without the default port.
    '@authority': authority.toLowerCase().replace(/:(?:80|443)$/, ''),
    '@path': path,
  };
  return values[name] ?? '';
}
