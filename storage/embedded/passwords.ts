import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeWholeFile } from '../../schema/wholeFile.js';
import { StorageError } from '../storageError.js';

/** Password by role name. */
export type RolePasswords = Readonly<Record<string, string>>;

/**
 * Reads the password file of a cluster.
 *
 * @throws StorageError KEY_CHANGED if the file is damaged; the file system's error
 */
export function readPasswords(path: string): RolePasswords {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text) as RolePasswords;
  } catch {
    // Without the cause, which quotes the file: that is a secret.
    throw new StorageError('KEY_CHANGED', `The password file ${path} is damaged.`, putPasswordsBack(path));
  }
}

/** What to do where the password file is not what it was: `portcullis backup` copies it, and passwords do not change. */
export function putPasswordsBack(path: string): string {
  return `Copy passwords.json from the folder of a backup to ${path}, for its owner alone (0600).`;
}

/** Writes the password file, 0600, atomically. */
export function writePasswords(path: string, passwords: RolePasswords): void {
  writeWholeFile(path, `${JSON.stringify(passwords, null, 2)}\n`, 'replace');
}

/** Adds a random password for each role that has none. */
export function completePasswords(passwords: RolePasswords, roles: readonly string[]): RolePasswords {
  const missing = roles.filter((role) => passwords[role] === undefined);
  const added = missing.map((role) => [role, randomBytes(24).toString('base64url')] as const);
  return { ...passwords, ...Object.fromEntries(added) };
}
