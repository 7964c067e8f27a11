import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Password by role name. */
export type RolePasswords = Readonly<Record<string, string>>;

/** Reads the password file of a cluster. */
export function readPasswords(path: string): RolePasswords {
  return JSON.parse(readFileSync(path, 'utf8')) as RolePasswords;
}

/** Writes the password file, 0600, whole or not at all. */
export function writePasswords(path: string, passwords: RolePasswords): void {
  const unfinished = `${path}.new-${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, path);
}

/** The passwords with a random one for each role that has none yet. */
export function completePasswords(passwords: RolePasswords, roles: readonly string[]): RolePasswords {
  const missing = roles.filter((role) => passwords[role] === undefined);
  const added = missing.map((role) => [role, randomBytes(24).toString('base64url')] as const);
  return { ...passwords, ...Object.fromEntries(added) };
}
