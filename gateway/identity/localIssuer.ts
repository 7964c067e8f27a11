import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Classification, Purpose, Role } from '../../policy/types.js';
import type { TrustedIssuer } from './issuers.js';

/** Issuer of development tokens. Its key exists in the data directory only. */
export const LOCAL_ISSUER = 'portcullis-local';

/** The private key of the local issuer. */
export interface LocalKey {
  readonly jwk: JWK;
}

/** What a development token is to state. */
export interface LocalClaims {
  readonly agency: string;
  readonly role: Role;
  readonly subject: string;
  readonly clearance: Classification;
  readonly ttlSeconds: number;
  readonly purposes?: readonly Purpose[];
  readonly audience?: string;
}

/** Opens the local issuer's key in the keys directory, made on first use (directory 0700, file 0600). */
export async function openLocalKey(keysDirectory: string): Promise<LocalKey> {
  const file = join(keysDirectory, 'local-issuer.json');
  try {
    return { jwk: JSON.parse(await readFile(file, 'utf8')) as JWK };
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  }
  await mkdir(keysDirectory, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: 'EdDSA', use: 'sig', kid: LOCAL_ISSUER };
  try {
    // Why wx: two processes may come here at once; the first one's key is the key.
    await writeFile(file, `${JSON.stringify(jwk)}\n`, { mode: 0o600, flag: 'wx' });
    return { jwk };
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return { jwk: JSON.parse(await readFile(file, 'utf8')) as JWK };
  }
}

/** The local issuer as one to trust: loopback only, no other issuer beside it, never in production. */
export function localIssuer(key: LocalKey, audience: string): TrustedIssuer {
  const { d: _private, ...publicJwk } = key.jwk;
  return { issuer: LOCAL_ISSUER, audience, keys: createLocalJWKSet({ keys: [publicJwk] }), local: true };
}

/** A development access token (RFC 9068). */
export async function mintLocalToken(claims: LocalClaims, key: LocalKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return await new SignJWT({
    client_id: 'portcullis-cli',
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
