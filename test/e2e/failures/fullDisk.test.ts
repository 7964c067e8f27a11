import { chownSync, cpSync, lchownSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { superuser } from '../../../storage/embedded/cluster.js';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { databaseUser } from '../../../storage/embedded/processUser.js';
import { startEmbedded } from '../../../storage/embedded/start.js';
import { withAdmin } from '../../../storage/roles.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import type { Load } from '../../support/load.js';
import { longTest } from '../../support/runner/longTest.js';
import { collect, expectThere, recoveryMs, type Served, serve, until } from '../../support/served.js';
import { mountSmallDisk, type SmallDisk } from './smallDisk.js';

/* A server under load whose disk becomes full, and then free again: of its tables, or of PostgreSQL's own log. */
const folder = temporaryDataDirectory();
const data = folder.path;
const disks = [mountSmallDisk(data, 400), mountSmallDisk(join(data, '..', 'wal'), 64)];
const [whole, wal] = disks as [SmallDisk, SmallDisk];
const canMount = disks.every((disk) => disk !== null);
let served: Served;

afterAll(async () => {
  await served?.end();
  for (const disk of disks) disk?.remove();
});

/** The load goes on until nothing is answered; then until two seconds and more of that have passed. */
async function untilRefused(load: Load, ms: number): Promise<void> {
  const failures = (): number => load.clients.reduce((sum, client) => sum + client.failures.length, 0);
  for (let tries = 0; tries < 6000 && failures() === 0; tries += 1) await sleep(20);
  expect(failures()).toBeGreaterThan(0);
  expect(await served.probe('livez')).toBe(200);
  await sleep(ms);
}

async function expectOnlyRefused(load: Load): Promise<void> {
  const { receipts, failures } = await collect(load, 40);
  expect(failures.filter((what) => !/^503 .*"code":"AUDIT_UNAVAILABLE"/s.test(what) || /"data"/.test(what))).toEqual(
    [],
  );
  await served.end();
  const verify = runCommand(['audit', 'verify', '--data', data]);
  expect([await verify.ended, verify.err()]).toEqual([0, '']);
  const server = await startEmbedded({ dataDirectory: data });
  await expectThere(server.connectionString(superuser), receipts);
  await server.release();
}

/** PostgreSQL's own log on the disk that is made for it, as an operator does. */
function moveWal(): void {
  const { cluster } = dataLayout(data);
  const { uid, gid } = databaseUser();
  const inCluster = join(cluster, 'pg_wal');
  const own = join(wal.path, 'pg_wal');
  cpSync(inCluster, own, { recursive: true });
  for (const path of ['', ...readdirSync(own, { recursive: true })]) chownSync(join(own, String(path)), uid, gid);
  rmSync(inCluster, { recursive: true });
  symlinkSync(own, inCluster);
  lchownSync(inCluster, uid, gid);
}

(canMount ? describe : describe.skip)(
  'a server whose disk is full (skipped where no file system can be mounted)',
  () => {
    test('answers nothing, says so in its metrics, and goes on by itself within seconds when there is room', async () => {
      served = await serve(data, { PORTCULLIS_METRICS_PORT: '0' });
      const load = served.load(4);
      await until(load, 20);
      whole.fill();
      await untilRefused(load, 2000);
      const [url = ''] = /http:\S+\/metrics/.exec(served.command.err()) ?? [];
      expect(await (await fetch(url)).text()).toMatch(/^portcullis_log_append_failures_total [1-9]/m);
      whole.free();
      expect(await served.untilAnswered()).toBeLessThan(recoveryMs);
      await expectOnlyRefused(load);
    });

    longTest(
      'for PostgreSQL’s own log, so that PostgreSQL ends: it goes on by itself too, after half a minute of that as well',
      async () => {
        moveWal();
        served = await serve(data);
        const load = served.load(4);
        await until(load, 20);
        wal.fill();
        const server = await startEmbedded({ dataDirectory: data });
        // Fills what there is of segments.
        await withAdmin(server.connectionString(superuser), async (admin) => {
          for (let at = 0; at < 8; at += 1)
            await admin.query("select pg_logical_emit_message(false, 'x', repeat('x', 10000000))");
        }).catch(() => undefined);
        await server.release();
        await untilRefused(load, 30_000);
        wal.free();
        expect(await served.untilAnswered()).toBeLessThan(recoveryMs);
        await expectOnlyRefused(load);
      },
    );
  },
);
