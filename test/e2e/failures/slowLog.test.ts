import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withAdmin } from '../../../storage/roles.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Served, serve } from '../../support/served.js';
import { until } from '../../support/waiting/until.js';
import { makeOwnCluster, type OwnCluster, reachBy } from './ownCluster.js';
import { makeSlowDisk, type SlowDisk } from './slowDisk.js';

/*
 * An attack on the log: its disk stands still for longer than the log waits, and then writes what was given up. An answer that was
 * shown must be logged; one that was logged and not shown must be closed as that.
 */
const tools = mkdtempSync(join(tmpdir(), 'portcullis-slow-log-'));
const folder = temporaryDataDirectory();
const disk = makeSlowDisk(tools) as SlowDisk;
/** Entries of the answers that were shown, as `log/index`. */
const shown = new Set<string>();
let cluster: OwnCluster;
let served: Served;

beforeAll(async () => {
  if (!disk) return;
  cluster = closedAfter(await makeOwnCluster());
  await cluster.start({ environment: disk.environment });
  served = closedAfter(await serve(folder.path, reachBy(cluster, cluster.port)));
  closedAfter({ close: () => disk.take(0) });
}, 120_000);

/** Asks so many times at once, and keeps what was shown. */
async function ask(times: number): Promise<readonly number[]> {
  const { url, headers, body } = served.operation;
  const asked = Array.from({ length: times }, async () => {
    const response = await fetch(url, { method: 'POST', headers, body });
    const { data, extensions } = (await response.json()) as {
      readonly data?: unknown;
      readonly extensions?: { readonly audit?: { readonly log: string; readonly index: number } };
    };
    if (data) shown.add(`${extensions?.audit?.log}/${extensions?.audit?.index}`);
    return response.status;
  });
  return await Promise.all(asked);
}

/** Outcomes of answers in the log, and whether REFUSED of the same request closes them. */
async function outcomes(): Promise<readonly { readonly place: string; readonly isClosed: boolean }[]> {
  return await withAdmin(cluster.adminUrl, async (admin) => {
    const { rows } = await admin.query(
      `select o.log || '/' || o.index as place, exists (select from audit.entry r
         where r.log = o.log and r.request_id = o.request_id and r.kind = 'REFUSED') as "isClosed"
       from audit.entry o where o.kind = 'OUTCOME' and o.log = 'main'`,
    );
    return rows;
  });
}

(disk ? describe : describe.skip)('a log whose disk stands still (skipped where there is no C compiler)', () => {
  test('has all that was shown, and says of all else that it was not', async () => {
    await until(async () => (await ask(1))[0] === 200, 'no answer');
    const isSomeClosed = async () => (await outcomes()).some(({ isClosed }) => isClosed);
    // Why again: where a checkpoint was under way, no entry was, and none is written after it was given up.
    for (let round = 0; round < 3 && !(await isSomeClosed()); round += 1) {
      disk.take(60_000);
      expect(new Set(await ask(12))).toEqual(new Set([503]));
      // The statement under way is given up, and its commit goes on.
      await sleep(8000);
      disk.take(0);
      await until(async () => (await ask(1))[0] === 200, 'no answer again', 200);
      await ask(8);
    }
    const unclosed = async () => (await outcomes()).filter(({ place, isClosed }) => !isClosed && !shown.has(place));
    await until(async () => (await unclosed()).length === 0, 'something is logged as shown that was not', 200);
    const logged = await outcomes();
    expect([...shown].filter((place) => !logged.some((each) => each.place === place))).toEqual([]);
    expect(logged.filter(({ isClosed }) => isClosed).every(({ place }) => !shown.has(place))).toBe(true);
    expect(logged.some(({ isClosed }) => isClosed)).toBe(true);
    await served.end();
    const verify = runCommand(['audit', 'verify', '--data', folder.path], reachBy(cluster, cluster.port));
    expect([await verify.ended, verify.err()]).toEqual([0, '']);
  }, 180_000);
});
