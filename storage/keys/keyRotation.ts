import { StorageError } from '../storageError.js';
import { type KeyName, type KeyRing, keyNames, makeKey, readKeyFile, writeKeyFile } from './keyFiles.js';
import { keyMeanings } from './keys.js';

/** One row of `portcullis keys`; no secret in it. */
export interface KeyRow {
  readonly name: KeyName;
  readonly id: string | null;
  readonly createdAt: string | null;
  /** Fingerprints of earlier keys that are kept for reading. */
  readonly previous: readonly string[];
  readonly meaning: string;
}

/** How many earlier keys are kept for reading, if not one; all of the audit log's, for its entries stay. */
const keptForReading: Partial<Record<KeyName, number>> = {
  auditSeal: Number.POSITIVE_INFINITY,
  checkpoint: Number.POSITIVE_INFINITY,
  probe: 0,
};

/** Every key of the directory; `id` is null if its file is missing. */
export function listKeys(directory: string): KeyRow[] {
  return keyNames.map((name) => {
    const ring = readKeyFile(directory, name);
    return {
      name,
      id: ring?.current.id ?? null,
      createdAt: ring?.current.createdAt ?? null,
      previous: ring?.previous.map((key) => key.id) ?? [],
      meaning: keyMeanings[name.startsWith('subgraph-') ? 'subgraph' : (name as keyof typeof keyMeanings)],
    };
  });
}

/**
 * Makes a new key and keeps the old one for reading what it wrote. Processes read their keys at start: restart them.
 *
 * @throws StorageError KEY_ROTATION_REFUSED for `link` and `blindIndex`, KEY_MISSING
 */
export function rotateKey(directory: string, name: KeyName): KeyRow {
  assertRotatable(name);
  const ring = readKeyFile(directory, name);
  if (!ring) throw new StorageError('KEY_MISSING', `The key ${name} is missing.`, 'Put its file back from a backup.');
  const kept = [ring.current, ...ring.previous].slice(0, keptForReading[name] ?? 1);
  const next: KeyRing = { ...ring, current: makeKey(), previous: kept };
  writeKeyFile(directory, name, next, 'replace');
  const row = listKeys(directory).find((key) => key.name === name);
  if (!row) throw new TypeError(`no key is called ${name}`);
  return row;
}

/**
 * Forgets the earlier keys of a name, but for their fingerprints: nobody opens what they alone open again.
 *
 * @returns how many
 */
export function forgetEarlier(directory: string, name: KeyName): number {
  const ring = readKeyFile(directory, name);
  if (!ring || ring.previous.length === 0) return 0;
  const forgotten = [...ring.previous.map(({ id }) => id), ...(ring.forgotten ?? [])];
  writeKeyFile(directory, name, { current: ring.current, previous: [], forgotten }, 'replace');
  return ring.previous.length;
}

/** @throws StorageError KEY_ROTATION_REFUSED for `link` and `blindIndex` */
export function assertRotatable(name: KeyName): void {
  const refusal = refusals[name];
  if (refusal)
    throw new StorageError(
      'KEY_ROTATION_REFUSED',
      `The key ${name} cannot be rotated: ${refusal}.`,
      'Keep it safe instead; docs/operations/keys.md says how.',
    );
}

const refusals: Partial<Record<KeyName, string>> = {
  link: 'every reference in every source is made with it, so all data would have to be loaded anew',
  blindIndex: 'entries written before would no longer be found by the entities that they disclosed',
};
