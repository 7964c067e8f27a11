import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Classification, Purpose, Role } from '../../policy/types.js';
import { makePrivateFolder, readIfThere, writeWholeFile } from '../../schema/wholeFile.js';
import { StorageError } from '../../storage/storageError.js';
import type { TrustedIssuer } from './issuers.js';

/** The issuer of development tokens. Its key is in the data directory only. */
export const LOCAL_ISSUER = 'portcullis-local';

/** The private key of the local issuer. */
export interface LocalKey {
  readonly jwk: JWK;
}

/** What a development token states. */
export interface LocalClaims {
  readonly agency: string;
  readonly role: Role;
  readonly subject: string;
  readonly clearance: Classification;
  readonly ttlSeconds: number;
  readonly purposes?: readonly Purpose[];
  readonly audience?: string;
  /** Which program it is for; `portcullis-cli` by default. */
  readonly client?: string;
}

/**
 * Opens the local issuer's key in the keys directory, and makes it at first use. Processes that come here at the same time
 * share the first one's.
 *
 * @throws StorageError KEY_CHANGED where the file is damaged; the file system's error
 */
export async function openLocalKey(keysDirectory: string): Promise<LocalKey> {
  const file = join(keysDirectory, 'local-issuer.json');
  const known = await readLocalKey(file);
  if (known) return known;
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid: LOCAL_ISSUER };
  makePrivateFolder(keysDirectory);
  const written = writeWholeFile(file, `${JSON.stringify(jwk)}\n`, 'create');
  return (written ? undefined : await readLocalKey(file)) ?? { jwk };
}

async function readLocalKey(file: string): Promise<LocalKey | undefined> {
  const text = readIfThere(file);
  if (text === null) return undefined;
  try {
    const jwk = JSON.parse(text) as JWK;
    await importJWK(jwk, 'EdDSA');
    return { jwk };
  } catch {
    throw new StorageError(
      'KEY_CHANGED',
      `The key file ${file} is damaged.`,
      'Remove it: the next start makes another, and development tokens have to be made anew.',
    );
  }
}

/** The local issuer as a trusted one: on loopback, as the only issuer, never in production. */
export function localIssuer(key: LocalKey, audience: string): TrustedIssuer {
  const { d: _private, ...publicJwk } = key.jwk;
  return {
    issuer: LOCAL_ISSUER,
    audience,
    keys: createLocalJWKSet({ keys: [publicJwk] }),
    local: true,
    isPublic: false,
  };
}

/** A development access token (RFC 9068). */
export async function mintLocalToken(claims: LocalClaims, key: LocalKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return await new SignJWT({
    client_id: claims.client ?? 'portcullis-cli',
    agency: claims.agency,
    role: claims.role,
    clearance: claims.clearance,
    ...(claims.purposes ? { purposes: [...claims.purposes] } : {}),
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: LOCAL_ISSUER })
    .setIssuer(LOCAL_ISSUER)
    .setAudience(claims.audience ?? 'portcullis')
    .setSubject(claims.subject)
    .setIssuedAt(now)
    .setExpirationTime(now + claims.ttlSeconds)
    .setJti(crypto.randomUUID())
    .sign(await importJWK(key.jwk, 'EdDSA'));
}
