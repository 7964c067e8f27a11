import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type SourceName, sourceNames } from '../../schema/sources.js';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { errorCode, explainFileError, StorageError } from '../storageError.js';

/** Name of a key; a subgraph's is `subgraph-<source>`. The file is `<name>.json`. */
export type KeyName =
  | 'link'
  | 'probe'
  | 'cursor'
  | 'auditSeal'
  | 'blindIndex'
  | 'checkpoint'
  | `subgraph-${SourceName}`;

/** Every key of a deployment. */
export const keyNames: readonly KeyName[] = [
  'link',
  'probe',
  'cursor',
  'auditSeal',
  'blindIndex',
  'checkpoint',
  ...sourceNames.map((source) => `subgraph-${source}` as const),
];

/** One secret, 32 bytes. */
export interface StoredKey {
  /** Fingerprint of the secret, 16 hex digits; says nothing about it. */
  readonly id: string;
  readonly secret: Uint8Array;
  /** UTC ISO 8601; null for a key from the settings. */
  readonly createdAt: string | null;
}

/** The current key, and earlier ones that still read what they wrote, newest first. */
export interface KeyRing {
  readonly current: StoredKey;
  readonly previous: readonly StoredKey[];
  /** Fingerprints of earlier ones that were forgotten: what was written with them alone opens no more. */
  readonly forgotten?: readonly string[] | undefined;
  /** When `keys --renew` came to its end, UTC ISO 8601, and for how many days it keeps earlier keys; absent where it is not used. */
  readonly renewed?: { readonly at: string; readonly keep: number } | undefined;
}

const keySchema = z.object({
  id: z.string(),
  secret: z.base64url().transform((text) => new Uint8Array(Buffer.from(text, 'base64url'))),
  createdAt: z.string(),
});
const ringSchema = z.object({
  current: keySchema,
  previous: z.array(keySchema),
  forgotten: z.array(z.string()).optional(),
  renewed: z.object({ at: z.iso.datetime(), keep: z.number() }).optional(),
});

/** Fingerprint of a secret: 16 hex digits of a SHA-256 with a prefix of its own. */
export function keyId(secret: Uint8Array): string {
  return createHash('sha256').update('portcullis/key-id\0').update(secret).digest('hex').slice(0, 16);
}

/** A fresh random key. */
export function makeKey(now: Date = new Date()): StoredKey {
  const secret = new Uint8Array(randomBytes(32));
  return { id: keyId(secret), secret, createdAt: now.toISOString() };
}

/**
 * Reads a key's file; undefined if there is none.
 *
 * @throws StorageError KEY_CHANGED if the file is damaged
 */
export function readKeyFile(directory: string, name: KeyName): KeyRing | undefined {
  const path = keyPath(directory, name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, directory);
  }
  const ring = parseRing(text);
  const isDamaged =
    !ring || [ring.current, ...ring.previous].some((key) => key.secret.length !== 32 || key.id !== keyId(key.secret));
  if (!isDamaged) return ring;
  throw new StorageError('KEY_CHANGED', `The key file ${path} is damaged.`, 'Put it back from your copy of the keys.');
}

function parseRing(text: string): KeyRing | undefined {
  try {
    return ringSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON; without the error, which quotes the file.
    return undefined;
  }
}

/**
 * Writes a key's file.
 *
 * @param mode `create` leaves an existing file; `replace` replaces it
 */
export function writeKeyFile(directory: string, name: KeyName, ring: KeyRing, mode: 'create' | 'replace'): void {
  try {
    makePrivateFolder(directory);
    // If two commands make the keys at once, the first one's stay.
    writeWholeFile(keyPath(directory, name), serialise(name, ring), mode);
  } catch (error) {
    throw explainFileError(error, directory);
  }
}

function serialise(name: KeyName, ring: KeyRing): string {
  const plain = (key: StoredKey) => ({ ...key, secret: Buffer.from(key.secret).toString('base64url') });
  const { forgotten, renewed } = ring;
  const stored = { name, current: plain(ring.current), previous: ring.previous.map(plain), forgotten, renewed };
  return `${JSON.stringify(stored, null, 2)}\n`;
}

/** Path of a key's file. */
export function keyPath(directory: string, name: KeyName): string {
  return join(directory, `${name}.json`);
}
