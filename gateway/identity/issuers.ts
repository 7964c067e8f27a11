import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { GatewaySettings } from '../settings.js';

/** A trusted token issuer, with its keys. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** The local development issuer may state any agency; every other is bound by `agencies.yaml`. */
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
 * Reads the issuers file: `[{issuer, jwks, audience?}]`, paths relative to it. A key set by URL is waited for half of a
 * request's deadline.
 *
 * @throws Error in one line that names the file and its fault
 */
export async function readIssuers(
  file: string,
  { audience, deadlineMs }: Pick<GatewaySettings, 'audience' | 'deadlineMs'>,
): Promise<readonly TrustedIssuer[]> {
  const rows = await readIssuersFile(file);
  return await Promise.all(
    rows.map(async (row) => ({
      issuer: row.issuer,
      audience: row.audience ?? audience,
      keys: await openKeySet(row.jwks, dirname(file), deadlineMs / 2),
      local: false,
    })),
  );
}

/**
 * The rows of the issuers file, as written.
 *
 * @throws Error in one line that names the file and its fault
 */
export async function readIssuersFile(file: string): Promise<z.infer<typeof issuersFile>> {
  const parsed = issuersFile.safeParse(await readJson(file));
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
}

async function openKeySet(location: string, folder: string, timeoutDuration: number): Promise<JWTVerifyGetKey> {
  if (location.startsWith('https://')) return createRemoteJWKSet(new URL(location), { timeoutDuration });
  if (/^[a-z]+:\/\//.test(location)) throw new Error(`${location}: a key set by URL must be https`);
  return createLocalJWKSet((await readJson(resolve(folder, location))) as JSONWebKeySet);
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    // Not the parser's message: it quotes the file.
    throw new Error(`${file} is not JSON`);
  }
}
