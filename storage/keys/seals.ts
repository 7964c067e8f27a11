import { statSync } from 'node:fs';
import type { Seals } from '../../auditlog/keys.js';
import { type KeyRing, keyPath, readKeyFile } from './keyFiles.js';
import { throwMissing } from './missingKey.js';

/** The keys of a ring, which stays as it is. */
export function sealsOf({ current, previous }: KeyRing): Seals {
  const keys = [current.secret, ...previous.map(({ secret }) => secret)] as const;
  return () => keys;
}

/**
 * The key-encryption keys of a keys directory, as they are at each call: their file is read again once it is another one. Where it cannot
 * be read, those that were read last stay: the database refuses what a forgotten key wraps (`insertNodes`).
 *
 * @throws StorageError KEY_CHANGED where it is damaged when this is called, KEY_MISSING where it is not there
 */
export function openSeals(directory: string): Seals {
  const path = keyPath(directory, 'auditSeal');
  let stamp = stampOf(path);
  let seals = sealsOf(readRing(directory));
  return () => {
    const now = stampOf(path);
    if (now !== null && now !== stamp) {
      try {
        seals = sealsOf(readRing(directory));
        stamp = now;
      } catch {
        // The next call tries again.
      }
    }
    return seals();
  };
}

function readRing(directory: string): KeyRing {
  return readKeyFile(directory, 'auditSeal') ?? throwMissing('auditSeal', directory);
}

/** Tells one file from another that was put in its place; null where it cannot be looked at. */
function stampOf(path: string): string | null {
  try {
    const { ino, size, mtimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return null;
  }
}
