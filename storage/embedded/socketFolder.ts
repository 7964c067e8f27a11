import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DataLayout } from './layout.js';
import { canTraverse, type ProcessUser } from './processUser.js';

/** File name of PostgreSQL's socket for its default port; no TCP port is opened. */
const socketName = '.s.PGSQL.5432';

/** Longest path of a unix socket, bytes: sun_path of unix(7) less its final zero; shorter on macOS. */
const maxSocketPath = process.platform === 'darwin' ? 103 : 107;

const shortPrefix = 'portcullis-';

/** True if the socket's path in this folder is short enough for the system. */
export function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(join(folder, socketName)) <= maxSocketPath;
}

/**
 * Makes the folder of the unix socket, 0700 and owned by the database's user: in the data directory, or, if that path is too long, a
 * short folder with an unguessable name. Other processes find it through `postmaster.pid`.
 *
 * @param earlier folder of the previous server; a short one is reused
 */
export function makeSocketFolder(layout: DataLayout, user: ProcessUser, earlier?: string): string {
  if (earlier !== undefined && isShortFolder(earlier, layout, user)) return earlier;
  const folder = chooseFolder(layout, user, earlier);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (user.dropped) chownSync(folder, user.uid, user.gid);
  return folder;
}

/**
 * Removes the socket and lock file that a killed server left. PostgreSQL does so too, but takes a zombie or a reused number for a
 * running server. Only to be called if no server runs on the cluster.
 */
export function removeStaleSocket(folder: string): void {
  for (const name of [socketName, `${socketName}.lock`]) rmSync(join(folder, name), { force: true });
}

/** Removes a short folder after its server; the one in the data directory stays. */
export function removeShortFolder(folder: string, layout: DataLayout, user: ProcessUser): void {
  if (isShortFolder(folder, layout, user)) rmSync(folder, { recursive: true, force: true });
}

/** True for a short folder of the database's user: nobody else can have made it. */
function isShortFolder(folder: string, layout: DataLayout, user: ProcessUser): boolean {
  if (!isShortName(folder, layout)) return false;
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === user.uid;
}

function isShortName(folder: string, layout: DataLayout): boolean {
  return folder !== layout.socket && folder.startsWith(join(dirname(folder), shortPrefix));
}

function chooseFolder(layout: DataLayout, user: ProcessUser, earlier: string | undefined): string {
  if (earlier !== undefined && isShortName(earlier, layout) && makeNew(earlier)) return earlier;
  return fitsSocket(layout.socket) ? layout.socket : makeShortFolder(user);
}

/** False if the folder cannot be made, because something has its name or its parent is closed to us. */
function makeNew(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

function makeShortFolder(user: ProcessUser): string {
  const places = [tmpdir(), '/tmp', '/var/tmp'];
  const usable = (place: string) => fitsSocket(join(place, `${shortPrefix}XXXXXX`)) && canTraverse(place, user);
  return mkdtempSync(join(places.find(usable) ?? '/tmp', shortPrefix));
}
