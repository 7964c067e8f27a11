import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Ending, toReport } from './report.js';
import { forget, type Taken } from './taken.js';
import { uniqueName } from './uniqueName.js';
import type { WatchedFolder } from './watchedFolder.js';

/**
 * Moves a delivery to `done` or `failed`, with its report beside it, under a free name: nothing is ever overwritten. The
 * report is durable before the delivery is moved.
 *
 * @returns its new path within the watched folder
 */
export async function archiveDelivery(folder: WatchedFolder, taken: Taken, ending: Ending): Promise<string> {
  const to = ending.outcome === 'DONE' ? folder.done : folder.failed;
  // Why here too: the folder may have been removed meanwhile.
  await mkdir(to, { recursive: true });
  const name = await uniqueName([to], taken.name);
  const { json, text } = toReport(taken.name, ending);
  const reports = [join(to, `${name}.report.json`), join(to, `${name}.report.txt`)] as const;
  try {
    await writeNew(reports[0], json);
    await writeNew(reports[1], text);
    await rename(join(folder.taken, taken.name), join(to, name));
  } catch (error) {
    for (const report of reports) await rm(report, { force: true });
    throw error;
  }
  await forget(folder, taken.name);
  return join(basename(to), name);
}

/** Why not in its place: who waits for the name reads it at once. */
async function writeNew(path: string, text: string): Promise<void> {
  const unfinished = join(dirname(path), '.report.unfinished');
  const file = await open(unfinished, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}
