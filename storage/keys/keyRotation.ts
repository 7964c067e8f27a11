import { StorageError } from '../storageError.js';
import {
  type KeyName,
  type KeyRing,
  keyNames,
  makeKey,
  readKeyFile,
  type StoredKey,
  writeKeyFile,
} from './keyFiles.js';
import { meaningOf, throwMissing } from './missingKey.js';

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
      meaning: meaningOf(name),
    };
  });
}

/**
 * Makes a new key and keeps the old one for reading what it wrote. Processes read their keys at start, but for `auditSeal`: restart them.
 *
 * @throws StorageError KEY_ROTATION_REFUSED for `link` and `blindIndex`, KEY_MISSING
 */
export function rotateKey(directory: string, name: KeyName, now: Date = new Date()): KeyRow {
  assertRotatable(name);
  const ring = readKeyFile(directory, name) ?? throwMissing(name, directory);
  const kept = [ring.current, ...ring.previous].slice(0, keptForReading[name] ?? 1);
  const next: KeyRing = { ...ring, current: makeKey(now), previous: kept };
  writeKeyFile(directory, name, next, 'replace');
  const row = listKeys(directory).find((key) => key.name === name);
  if (!row) throw new TypeError(`no key is called ${name}`);
  return row;
}

/** An earlier key, and since when it is one. */
export interface ReplacedKey extends StoredKey {
  /** UTC ISO 8601; null where that is not known. */
  readonly replacedAt: string | null;
}

/** The earlier keys of a name, newest first. */
export function replacedKeys(directory: string, name: KeyName): readonly ReplacedKey[] {
  const ring = readKeyFile(directory, name);
  if (!ring) return [];
  let replacedAt = ring.current.createdAt;
  return ring.previous.map((key) => {
    const replaced = { ...key, replacedAt };
    // The earliest: a key that was made by a clock that was ahead says nothing of those before it.
    if (replacedAt === null || (key.createdAt ?? '') < replacedAt) replacedAt = key.createdAt;
    return replaced;
  });
}

/** Forgets earlier keys of a name, but for their fingerprints: nobody opens what they alone open again. */
export function forgetKeys(directory: string, name: KeyName, ids: readonly string[]): void {
  const ring = readKeyFile(directory, name);
  const gone = ring?.previous.filter(({ id }) => ids.includes(id)) ?? [];
  if (!ring || gone.length === 0) return;
  const previous = ring.previous.filter((key) => !gone.includes(key));
  const forgotten = [...gone.map(({ id }) => id), ...(ring.forgotten ?? [])];
  writeKeyFile(directory, name, { ...ring, previous, forgotten }, 'replace');
}

/** Notes that the keys of a name are renewed, when they were last, and for how many days earlier ones are kept. */
export function markRenewed(directory: string, name: KeyName, renewed: { at: string; keep: number }): void {
  const ring = readKeyFile(directory, name);
  if (ring) writeKeyFile(directory, name, { ...ring, renewed }, 'replace');
}

/**
 * For how long the oldest earlier key of the seal is kept beyond its time, or a renewal is late that was to be within a day, ms: as
 * long are backups open to what was erased.
 *
 * @returns 0 where none is, no earlier key is left, or keys are not renewed
 */
export function overdueMs(directory: string, now: number): number {
  const renewed = readKeyFile(directory, 'auditSeal')?.renewed;
  const oldest = replacedKeys(directory, 'auditSeal').at(-1);
  if (!renewed || !oldest) return 0;
  const kept = oldest.replacedAt ? now - Date.parse(oldest.replacedAt) - renewed.keep * 86_400_000 : 0;
  return Math.max(0, kept, now - Date.parse(renewed.at) - 86_400_000);
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
