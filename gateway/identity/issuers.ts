import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { type GatewaySettings, isIssuerUrl } from '../settings.js';
import { discoverKeys } from './discovery.js';
import { isSecure } from './loopback.js';
import { remoteKeys } from './remoteKeys.js';

/** A trusted token issuer, with its keys. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** The local development issuer may state any agency; every other is bound by `agencies.yaml`. */
  readonly local: boolean;
  /** Whether strangers may be told that it is trusted. */
  readonly isPublic: boolean;
}

const issuersFile = z
  .array(
    z
      .strictObject({
        issuer: z.string().min(1),
        /** URL (https, or http on this machine) or path of a JWK set; found by the issuer's metadata where absent. */
        jwks: z.string().min(1).optional(),
        audience: z.string().min(1).optional(),
        public: z.boolean().default(false),
      })
      .refine(({ issuer, jwks }) => jwks !== undefined || isIssuerUrl(issuer), {
        path: ['jwks'],
        message: 'is needed where issuer is no https URL, whose metadata says where its keys are',
      }),
  )
  .min(1);

/** A row of the issuers file. */
export type IssuerRow = z.infer<typeof issuersFile>[number];

/**
 * Reads the issuers file: `[{issuer, jwks?, audience?, public?}]`, paths relative to it. An issuer is asked for its keys when the
 * first token comes, and waited for half of a request's deadline.
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
      keys: await openKeySet(row, dirname(file), Math.floor(deadlineMs / 2)),
      local: false,
      isPublic: row.public,
    })),
  );
}

/**
 * The rows of the issuers file, as written.
 *
 * @throws Error in one line that names the file and its fault
 */
export async function readIssuersFile(file: string): Promise<readonly IssuerRow[]> {
  const parsed = issuersFile.safeParse(await readJson(file));
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
}

async function openKeySet(row: IssuerRow, folder: string, timeoutMs: number): Promise<JWTVerifyGetKey> {
  if (isFile(row)) return createLocalJWKSet((await readJson(resolve(folder, row.jwks))) as JSONWebKeySet);
  return remoteKeys(placeOfKeys(row, timeoutMs), { timeoutMs });
}

/** True where the key set lies in a file. */
export function isFile(row: IssuerRow): row is IssuerRow & { readonly jwks: string } {
  return row.jwks !== undefined && !/^[a-z]+:\/\//.test(row.jwks);
}

/**
 * How the key set of an issuer is found.
 *
 * @throws Error in one line where its keys would come unprotected
 */
export function placeOfKeys({ issuer, jwks }: IssuerRow, timeoutMs: number): () => Promise<URL> {
  if (jwks === undefined) return () => discoverKeys(issuer, timeoutMs);
  const url = new URL(jwks);
  if (!isSecure(url)) throw new Error(`${jwks}: a key set by URL must be https`);
  return async () => url;
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
