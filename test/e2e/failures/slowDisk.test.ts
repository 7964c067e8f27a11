import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { longTest } from '../../support/runner/longTest.js';
import { collect, expectThere, recoveryMs, type Served, serve, until } from '../../support/served.js';
import { makeOwnCluster, type OwnCluster, reachBy } from './ownCluster.js';
import { makeSlowDisk, type SlowDisk } from './slowDisk.js';

/* A server whose disk takes its time, for PostgreSQL and for the heads alike: nothing is answered before it is durable. */
const tools = mkdtempSync(join(tmpdir(), 'portcullis-slow-disk-'));
const folder = temporaryDataDirectory();
const disk = makeSlowDisk(tools) as SlowDisk;
let cluster: OwnCluster;
let served: Served;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  if (!disk) return;
  cluster = closedAfter(await makeOwnCluster());
  await cluster.start({ environment: disk.environment });
  environment = reachBy(cluster, cluster.port);
  served = closedAfter(await serve(folder.path, { ...environment, ...disk.environment }));
  closedAfter({ close: () => disk.take(0) });
}, 120_000);

interface Asked {
  readonly status: number;
  readonly code: string | undefined;
  readonly ms: number;
}

/** Asks so many times at once. */
async function ask(times: number): Promise<readonly Asked[]> {
  const { url, headers, body } = served.operation;
  return await Promise.all(
    Array.from({ length: times }, async () => {
      const begun = performance.now();
      const response = await fetch(url, { method: 'POST', headers, body });
      const said = (await response.json()) as { errors?: [{ extensions: { code: string } }] };
      const code = said.errors?.[0].extensions.code;
      return { status: response.status, code, ms: performance.now() - begun };
    }),
  );
}

/** The longest that `/livez` took until something has ended, ms. */
async function longestProbe(during: Promise<unknown>): Promise<number> {
  let isOver = false;
  void during.finally(() => {
    isOver = true;
  });
  let longest = 0;
  while (!isOver) {
    const begun = performance.now();
    expect(await served.probe('livez')).toBe(200);
    longest = Math.max(longest, performance.now() - begun);
    await sleep(20);
  }
  return longest;
}

(disk ? describe : describe.skip)('a server whose disk is slow (skipped where there is no C compiler)', () => {
  longTest(
    'answers after the 2 ms that each commit takes',
    async () => {
      disk.take(2);
      const load = served.load(16);
      await until(load, 400);
      const { receipts, failures } = await collect(load, 100);
      expect(failures).toEqual([]);
      await expectThere(cluster.adminUrl, receipts);
    },
    120_000,
  );

  test('answers no earlier than after the 0.6 s that each commit takes, or refuses at its deadline, and goes on being alive', async () => {
    // Why: what loads at the first questions keeps the process from answering a probe.
    await ask(32);
    disk.take(600);
    // Why waves: on a busy machine all of one may wait behind commits of the log's own longer than its patience.
    for (let isAnswered = false, waves = 0; !isAnswered; waves += 1) {
      expect(waves).toBeLessThan(8);
      const asking = ask(32);
      expect(await longestProbe(asking)).toBeLessThan(2000);
      const answers = await asking;
      for (const { status, code, ms } of answers) {
        expect([200, 503]).toContain(status);
        if (status === 200) expect(ms).toBeGreaterThanOrEqual(600);
        else expect(code).toBe('AUDIT_UNAVAILABLE');
      }
      isAnswered = answers.some(({ status }) => status === 200);
    }
    disk.take(0);
    expect(await served.untilAnswered()).toBeLessThan(recoveryMs);
  }, 180_000);

  longTest(
    'refuses all while it stands still, also beyond the patience with a statement, and goes on by itself',
    async () => {
      disk.take(0);
      const load = served.load(8);
      await until(load, 20);
      disk.take(60_000);
      await sleep(1000);
      const refused = await ask(8);
      expect(refused.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(8).fill('503 AUDIT_UNAVAILABLE'));
      await sleep(8000);
      expect([await served.probe('livez'), await served.probe('readyz')]).toEqual([200, 503]);
      disk.take(0);
      expect(await served.untilAnswered()).toBeLessThan(recoveryMs);
      const { receipts, failures } = await collect(load, 20);
      expect(failures.filter((what) => !what.includes('AUDIT_UNAVAILABLE'))).toEqual([]);
      await expectThere(cluster.adminUrl, receipts);
      await served.end();
      const verify = runCommand(['audit', 'verify', '--data', folder.path], environment);
      expect([await verify.ended, verify.err()]).toEqual([0, '']);
    },
    120_000,
  );
});
