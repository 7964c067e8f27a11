import { readFileSync, type Stats, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { StorageError } from '../storageError.js';

/** Numeric user and group that the database server runs as. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
  /** True if that is another user than this process's. */
  readonly dropped: boolean;
}

/**
 * The user that the database server runs as: our own, or `nobody` if we are root, because PostgreSQL refuses to run as root.
 *
 * @throws StorageError PLATFORM_UNSUPPORTED if that user has no passwd entry, which initdb requires
 */
export function databaseUser(): ProcessUser {
  const uid = process.geteuid?.() ?? 0;
  const gid = process.getegid?.() ?? 0;
  if (uid !== 0) {
    assertPasswdEntry(uid);
    return { uid, gid, dropped: false };
  }
  const [user, group] = nobody();
  return { uid: user, gid: group, dropped: true };
}

/** True if `user` may pass through every existing folder of the path. */
export function canTraverse(path: string, user: ProcessUser): boolean {
  return firstBarrier(path, user) === undefined;
}

/** The topmost existing folder of the path that `user` may not pass through; undefined if there is none. */
export function firstBarrier(path: string, user: ProcessUser): string | undefined {
  if (!user.dropped) return undefined;
  const absolute = resolve(path);
  const parent = dirname(absolute);
  const above = parent === absolute ? undefined : firstBarrier(parent, user);
  if (above) return above;
  const stats = statIfExists(absolute);
  return stats?.isDirectory() && !mayEnter(stats, user) ? absolute : undefined;
}

function mayEnter(stats: Stats, user: ProcessUser): boolean {
  if (stats.uid === user.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === user.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

function statIfExists(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function nobody(): [uid: number, gid: number] {
  const entries = passwdEntries();
  const entry = entries.find(([name]) => name === 'nobody') ?? entries.find(([, , uid]) => uid === '65534');
  const [uid, gid] = [Number(entry?.[2]), Number(entry?.[3])];
  if (!entry || !Number.isInteger(uid) || uid <= 0) throw unknownUser('nobody');
  return [uid, gid];
}

function passwdEntries(): string[][] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  } catch {
    // A system without the file: the user is then reported as unknown.
    return [];
  }
}

function assertPasswdEntry(uid: number): void {
  try {
    userInfo();
  } catch {
    // `userInfo` throws for a user without a passwd entry.
    throw unknownUser(`user id ${uid}`);
  }
}

function unknownUser(who: string): StorageError {
  return new StorageError(
    'PLATFORM_UNSUPPORTED',
    `The embedded PostgreSQL needs an entry in /etc/passwd for ${who}, and there is none.`,
    'Add the entry, run as another user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
