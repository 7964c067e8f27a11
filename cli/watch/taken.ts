import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Arrival, lookAtOne } from './look.js';
import { exists, uniqueName } from './uniqueName.js';
import type { WatchedFolder } from './watchedFolder.js';

/** A delivery out of its sender's reach: a new one may arrive under the same name meanwhile. */
export interface Taken extends Arrival {
  /** How often it was at hand when a watcher died. */
  readonly deaths: number;
}

/** Takes an arrival; null where it was changed or removed since the look. */
export async function take(folder: WatchedFolder, arrival: Arrival): Promise<Taken | null> {
  const { name, signature } = arrival;
  // Why: a delivery of this name is still at hand and goes first.
  if (await exists(join(folder.taken, name))) return null;
  try {
    await rename(join(folder.path, name), join(folder.taken, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const taken = await lookAtOne(folder.taken, name);
  if (taken === null) return null;
  if (taken.signature === signature) return { ...taken, deaths: 0 };
  await giveBack(folder, name);
  return null;
}

/** Returns an incomplete delivery to where it came from; under a new name where its own is in use again. */
export async function giveBack(folder: WatchedFolder, name: string): Promise<void> {
  const free = !(await exists(join(folder.path, name)));
  await rename(join(folder.taken, name), join(folder.path, free ? name : await uniqueName([folder.path], name)));
  await forget(folder, name);
}

/** Deliveries that were at hand when the last watcher ended, the oldest first. */
export async function leftovers(folder: WatchedFolder): Promise<Taken[]> {
  const found: Taken[] = [];
  for (const name of await readdir(folder.taken)) {
    if (name.startsWith('.')) continue;
    const arrival = await lookAtOne(folder.taken, name);
    if (arrival) found.push({ ...arrival, deaths: await readDeaths(folder, name) });
  }
  return found.sort((a, b) => Number(a.modified - b.modified) || (a.name < b.name ? -1 : 1));
}

/** Notes that a delivery is at hand: a later watcher that finds the note knows that one died over it. */
export async function noteAtHand(folder: WatchedFolder, { name, deaths }: Taken): Promise<void> {
  await writeFile(noteOf(folder, name), String(deaths + 1));
}

/** Removes the note: the delivery was archived, or the watcher ended in order. */
export async function forget(folder: WatchedFolder, name: string): Promise<void> {
  await rm(noteOf(folder, name), { force: true });
}

async function readDeaths(folder: WatchedFolder, name: string): Promise<number> {
  return Number(await readFile(noteOf(folder, name), 'utf8').catch(() => '0')) || 0;
}

function noteOf(folder: WatchedFolder, name: string): string {
  // Why a hash: a name may be as long as the file system allows.
  return join(folder.taken, `.${createHash('sha256').update(name).digest('hex').slice(0, 32)}.at-hand`);
}
