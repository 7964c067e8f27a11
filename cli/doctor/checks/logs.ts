import { setTimeout as delay } from 'node:timers/promises';
import { isForked } from '../../../auditlog/forked.js';
import { type Head, isLeft, listHeads, openHeadFile } from '../../../auditlog/heads.js';
import { isLogOf } from '../../../auditlog/logIds.js';
import { assertExtends } from '../../../auditlog/register/extends.js';
import { readPace } from '../../../auditlog/store/checkpoint.js';
import { listLeasedLogs } from '../../../auditlog/store/cosigned.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { readSize } from '../../../auditlog/store/tree.js';
import type { Check, Examined } from '../check.js';
import { type Finding, failed, fault, fine, warning } from '../finding.js';

/** How long an entry may wait for a signed head, ms. */
const signedWithinMs = 60_000;
/** How far the newest entry may lie ahead, ms. */
const skewMs = 5000;
/** How long a writer may take from its first entry to its head file, ms. */
const firstHeadMs = 300;

/** Whether each log of this instance has its head file, extends it, and is signed. Writes and holds no lease. */
export const logs: Check = {
  name: 'logs',
  lookAtData: async (of) => {
    const { databases, read, headsDirectory, settings } = of;
    return await read(databases.auditWriterUrl, async (db) => {
      const known = new Set([...listHeads(headsDirectory), ...(await listLeasedLogs(db))]);
      const own = [...known].sort().filter((log) => isLogOf(settings.logId, log) && !isLeft(headsDirectory, log));
      const found: Finding[] = [];
      for (const log of own) found.push(...(await look(db, log, of)));
      if (found.length > 0) return found;
      return [fine('logs', own.length === 0 ? 'None is begun yet.' : `${own.join(', ')} extend their heads.`)];
    });
  },
};

async function look(db: LogQuery, log: string, { headsDirectory, now }: Examined): Promise<readonly Finding[]> {
  try {
    // Before the log: a writer that goes on meanwhile only lengthens it.
    const head = await readHead(headsDirectory, log);
    if (head === null && (await readSize(db, log)) === 0) return [];
    if (head === null)
      return [
        fault(
          log,
          'It has no head file: it is written no more after the next start.',
          'Give --heads the folder that the version before used; if it is lost: docs/operations/forked.md, audit adopt --checkpoint.',
        ),
      ];
    await assertExtends(db, head);
    const { newestAt, unsignedSince } = await readPace(db, log, new Date(now).toISOString());
    const ahead = (newestAt?.getTime() ?? 0) - now;
    return [
      ...(unsignedSince !== null && now - unsignedSince.getTime() > signedWithinMs
        ? [
            warning(
              log,
              `Entries since ${unsignedSince.toISOString()} are not signed.`,
              "See the server's log, or start it.",
            ),
          ]
        : []),
      ...(ahead > skewMs
        ? [
            warning(
              log,
              `Its newest entry is ${Math.round(ahead / 1000)} s ahead of this machine.`,
              'Set the clock: timedatectl.',
            ),
          ]
        : []),
    ];
  } catch (error) {
    return [failed(log, error, isForked(error) ? 'portcullis audit verify, and docs/operations/forked.md.' : '')];
  }
}

/** Twice where there is none: a writer that just begins makes the file behind its first entry. */
async function readHead(headsDirectory: string, log: string): Promise<Head | null> {
  const file = openHeadFile(headsDirectory, log);
  const head = file.read();
  if (head !== null) return head;
  await delay(firstHeadMs);
  return file.read();
}
