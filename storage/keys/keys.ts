import type { Seals, SigningKeys } from '../../auditlog/keys.js';
import { checkpointKeys } from '../../auditlog/signing/keys.js';
import type { SourceName } from '../../schema/sources.js';
import { StorageError } from '../storageError.js';
import { type KeyName, type KeyRing, keyId, keyNames, makeKey, readKeyFile, writeKeyFile } from './keyFiles.js';
import { throwMissing } from './missingKey.js';
import { createOrigin, readOrigin } from './originFile.js';
import { openSeals, sealsOf } from './seals.js';

/** The keys of a deployment. Secrets are 32 bytes each. */
export interface Keys {
  /** HMAC key of references; see `computeRef`. Never changes in the life of a database. */
  readonly link: Uint8Array;
  /** AES-256 key of match probes, from which the key of stand-alone sources' handles is drawn. */
  readonly probe: Uint8Array;
  /** AES-256 key of cursors. */
  readonly cursor: Uint8Array;
  /** Key-encryption keys of the audit log's bodies. */
  readonly auditSeal: Seals;
  /** HMAC key of the audit log's blind index. */
  readonly blindIndex: Uint8Array;
  /** Ed25519 pair that signs the audit log's checkpoints. */
  readonly checkpoint: SigningKeys;
  /** Prefix of the origins of its audit logs; undefined for keys from the settings. */
  readonly origin?: string | undefined;
  /** HMAC key that the gateway shares with one subgraph. */
  subgraph(source: SourceName): Uint8Array;
  /** Earlier keys of that name, newest first: they read what was written before a rotation. */
  previous(name: KeyName): readonly Uint8Array[];
  /** Fingerprint of the current key of that name. */
  id(name: KeyName): string;
  /** Fingerprints of the current key of that name, of the previous ones, and of those that were forgotten. */
  ids(name: KeyName): readonly string[];
}

/** Keys from the settings instead of a directory: 32 bytes each, base64url. All of `keyNames`. */
export type KeyMaterial = Readonly<Partial<Record<KeyName, string>>>;

/**
 * Opens the keys of a directory, or those from the settings.
 *
 * @throws StorageError KEY_MISSING, KEY_CHANGED
 */
export async function openKeys(from: string | KeyMaterial): Promise<Keys> {
  const find = (name: KeyName) => (typeof from === 'string' ? readKeyFile(from, name) : ringOf(from, name));
  const keys = toKeys(find, typeof from === 'string' ? from : 'the settings');
  return typeof from === 'string' ? { ...keys, auditSeal: openSeals(from), origin: readOrigin(from) } : keys;
}

/**
 * Makes the keys that a directory lacks. Only for a deployment that holds no data yet: see `openGuardedKeys`.
 *
 * @param origin prefix of the origins of its logs; random by default
 */
export function createMissingKeys(directory: string, origin?: string): void {
  // Only together with the signing key: an existing one has signed under another origin.
  if (!readKeyFile(directory, 'checkpoint')) createOrigin(directory, origin);
  for (const name of keyNames)
    if (!readKeyFile(directory, name)) writeKeyFile(directory, name, { current: makeKey(), previous: [] }, 'create');
}

function toKeys(find: (name: KeyName) => KeyRing | undefined, place: string): Keys {
  const rings = new Map(keyNames.map((name) => [name, find(name) ?? throwMissing(name, place)]));
  const ring = (name: KeyName) => rings.get(name) ?? throwMissing(name, place);
  const secret = (name: KeyName) => ring(name).current.secret;
  return {
    link: secret('link'),
    probe: secret('probe'),
    cursor: secret('cursor'),
    auditSeal: sealsOf(ring('auditSeal')),
    blindIndex: secret('blindIndex'),
    checkpoint: checkpointKeys(secret('checkpoint')),
    subgraph: (source) => secret(`subgraph-${source}`),
    previous: (name) => ring(name).previous.map((key) => key.secret),
    id: (name) => ring(name).current.id,
    ids: (name) => {
      const { current, previous, forgotten = [] } = ring(name);
      return [...[current, ...previous].map((key) => key.id), ...forgotten];
    },
  };
}

function ringOf(material: KeyMaterial, name: KeyName): KeyRing | undefined {
  const text = material[name];
  if (text === undefined) return undefined;
  const secret = new Uint8Array(Buffer.from(text, 'base64url'));
  if (secret.length !== 32) {
    throw new StorageError(
      'KEY_CHANGED',
      `The key ${name} in the settings is not 32 bytes of base64url.`,
      'Give it whole.',
    );
  }
  return { current: { id: keyId(secret), secret, createdAt: null }, previous: [] };
}
