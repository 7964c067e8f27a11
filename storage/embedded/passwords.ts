import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeWholeFile } from '../../schema/wholeFile.js';
import { StorageError } from '../storageError.js';

/** Password by role name. */
export type RolePasswords = Readonly<Record<string, string>>;

/**
 * Reads the password file of a cluster.
 *
 * @throws StorageError KEY_CHANGED where the file is not what was written, and the file system's error
 */
export function readPasswords(path: string): RolePasswords {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text) as RolePasswords;
  } catch {
    // Why without the cause: it quotes the file, and that is a secret.
    throw new StorageError('KEY_CHANGED', `The password file ${path} is damaged.`, 'Put it back from a backup.');
  }
}

/** Writes the password file, 0600, whole or not at all. */
export function writePasswords(path: string, passwords: RolePasswords): void {
  writeWholeFile(path, `${JSON.stringify(passwords, null, 2)}\n`, 'replace');
}

/** The passwords with a random one for each role that has none yet. */
export function completePasswords(passwords: RolePasswords, roles: readonly string[]): RolePasswords {
  const missing = roles.filter((role) => passwords[role] === undefined);
  const added = missing.map((role) => [role, randomBytes(24).toString('base64url')] as const);
  return { ...passwords, ...Object.fromEntries(added) };
}
