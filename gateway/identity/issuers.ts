import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** A token issuer whose keys are known. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** The local development issuer may state any agency; every other is bound by `policy/agencies.yaml`. */
  readonly local: boolean;
}

const issuersFile = z
  .array(
    z.strictObject({
      issuer: z.string().min(1),
      /** URL (https) or path of a JWK set. */
      jwks: z.string().min(1),
      audience: z.string().min(1).optional(),
    }),
  )
  .min(1);

/**
 * Reads the issuers file: `[{issuer, jwks, audience?}]`, paths relative to it.
 *
 * @throws Error in one line that names the file and what is wrong with it
 */
export async function readIssuers(file: string, audience: string): Promise<readonly TrustedIssuer[]> {
  const parsed = issuersFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success)
    throw new Error(`${file}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
  return await Promise.all(
    parsed.data.map(async (row) => ({
      issuer: row.issuer,
      audience: row.audience ?? audience,
      keys: await openKeySet(row.jwks, dirname(file)),
      local: false,
    })),
  );
}

async function openKeySet(location: string, folder: string): Promise<JWTVerifyGetKey> {
  if (location.startsWith('https://')) return createRemoteJWKSet(new URL(location), { timeoutDuration: 5_000 });
  if (/^[a-z]+:\/\//.test(location)) throw new Error(`${location}: a key set by URL must be https`);
  return createLocalJWKSet(JSON.parse(await readFile(resolve(folder, location), 'utf8')));
}
