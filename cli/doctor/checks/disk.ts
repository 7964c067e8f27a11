import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPace } from '../../../auditlog/store/checkpoint.js';
import { listLeasedLogs } from '../../../auditlog/store/cosigned.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { byDevice, type Space, spaceOf } from '../../../storage/inspection/diskSpace.js';
import { readServerState } from '../../../storage/inspection/serverState.js';
import type { Check } from '../check.js';
import { type Finding, fault, fine, warning } from '../finding.js';

const dayMs = 86_400_000;
const gigabyte = 1e9;

/** Entries from which on their mean size says how the log grows. */
const enoughEntries = 1000;

/** Space for keys, heads and an embedded database, and how long it lasts. */
export const disk: Check = {
  name: 'disk',
  look: ({ keysDirectory, headsDirectory, dataDirectory }) =>
    byDevice([dataDirectory, keysDirectory, headsDirectory]).map((path) => judge(path, spaceOf(path))),
  lookAtData: async ({ databases, read, settings, dataDirectory, now }) => {
    const logUrl = databases.adminUrl('audit');
    const isApart = logUrl !== databases.ownerUrl;
    const { bytes, walBytes } = await read(databases.ownerUrl, readServerState);
    const { logBytes, perDay } = await read(logUrl, async (db) => {
      const state = await readServerState(db);
      return { logBytes: state.logBytes, perDay: await growthOf(db, state.logBytes, now) };
    });
    const wal = walBytes === null ? '' : `, WAL ${inGb(walBytes)}`;
    const log = `${isApart ? 'the log in another database' : 'of which the log'} ${inGb(logBytes)}`;
    const sizes = fine('database', `${inGb(bytes)}, ${log}${wal}.`);
    // The space of a server elsewhere is not seen from here.
    const isHere = !isApart && settings.databaseUrl === undefined && existsSync(join(dataDirectory, 'database'));
    return isHere && perDay > 0 ? [sizes, lasting(dataDirectory, spaceOf(dataDirectory), perDay)] : [sizes];
  },
};

const todo = 'Make room, or enlarge the disk; docs/operations/erasing.md says how entries of the log expire.';

/** Whether so much space is little. */
export function judge(place: string, { free, all }: Space): Finding {
  const message = `${inGb(free)} of ${inGb(all)} are free.`;
  if (free < gigabyte) return fault(place, message, todo);
  return free < 0.1 * all ? warning(place, message, todo) : fine(place, message);
}

/** How long the space lasts. @param perDay bytes that the log grew by in the last day */
export function lasting(place: string, { free }: Pick<Space, 'free'>, perDay: number): Finding {
  const days = Math.floor(free / perDay);
  const message = `The log grew by ${inGb(perDay)} in a day: what is free is enough for ${days} days.`;
  if (days < 3) return fault(place, message, todo);
  return days < 30 ? warning(place, message, todo) : fine(place, message);
}

/** Bytes that the log grew by in the last day: its entries, at the mean size of all. */
async function growthOf(db: LogQuery, logBytes: number, now: number): Promise<number> {
  const since = new Date(now - dayMs).toISOString();
  const paces = [];
  for (const log of await listLeasedLogs(db)) paces.push(await readPace(db, log, since));
  const all = paces.reduce((sum, { size }) => sum + size, 0);
  const added = paces.reduce((sum, pace) => sum + pace.added, 0);
  return all < enoughEntries ? 0 : (logBytes / all) * added;
}

const inGb = (bytes: number): string => `${(bytes / gigabyte).toFixed(2)} GB`;
