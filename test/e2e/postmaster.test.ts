import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { superuser } from '../../storage/embedded/cluster.js';
import { dataLayout } from '../../storage/embedded/layout.js';
import { readPostmasterFile } from '../../storage/embedded/postmaster.js';
import { startEmbedded } from '../../storage/embedded/start.js';
import { runCommand, temporaryDataDirectory } from '../support/command.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { collect, expectThere, type Served, serve, until } from '../support/served.js';

/*
 * The embedded PostgreSQL dies under a server that runs, as the kernel ends it when memory is short, or as it ends
 * itself when the disk is full. A process that serves starts it again; where that cannot be, the process ends.
 */
const directory = temporaryDataDirectory();
const { cluster } = dataLayout(directory.path);
let served: Served;

beforeAll(async () => {
  served = closedAfter(await serve(directory.path));
});

function killPostmaster(): number {
  const { pid } = readPostmasterFile(cluster) ?? { pid: 0 };
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
  return pid;
}

const lines = (text: string): string[] =>
  served.command
    .err()
    .split('\n')
    .filter((line) => line.includes(text));

describe('a server whose embedded PostgreSQL was killed', () => {
  test('starts it again by itself, is ready again, and has every entry that it acknowledged', async () => {
    const load = served.load(4);
    await until(load, 40);
    const killed = killPostmaster();
    const { receipts } = await collect(load, 40);
    await served.untilReady();
    expect(readPostmasterFile(cluster)?.pid).not.toBe(killed);
    expect(lines('it is started again')).toHaveLength(1);
    expect(lines('runs again')).toHaveLength(1);

    const server = await startEmbedded({ dataDirectory: directory.path });
    await expectThere(server.connectionString(superuser), receipts);
    await server.release();
  });

  test('ends with exit code 1 where it cannot be started any more, and says so a few times, not a thousand', async () => {
    // Of one log: the instance has a register beside it.
    const vain = (): number =>
      lines('the audit log cannot be reached').filter((line) => line.includes('"log":"main"')).length;
    const before = vain();
    appendFileSync(join(cluster, 'postgresql.auto.conf'), "no_such_setting = 'on'\n");
    killPostmaster();
    expect(await served.command.ended).toBe(1);
    expect(served.command.err().trim().split('\n').at(-1)).toMatch(
      /^portcullis: The embedded PostgreSQL did not start: /,
    );
    expect(lines('is tried again').length).toBeLessThan(8);
    expect(vain() - before).toBeGreaterThan(0);
    expect(vain() - before).toBeLessThan(8);
  });
});

describe('a watcher whose embedded PostgreSQL was killed', () => {
  const own = temporaryDataDirectory();
  const inbox = join(own.path, '..', 'inbox');

  test('starts it again, and takes the next delivery', async () => {
    mkdirSync(inbox);
    const args = ['--originator', 'EU-SANCTIONS-DESK', '--interval', '100', '--json', '--data', own.path];
    const watcher = closedAfter(runCommand(['ingest', '--watch', inbox, ...args]));
    await watcher.until(/WATCHING/);
    process.kill(readPostmasterFile(dataLayout(own.path).cluster)?.pid ?? 0, 'SIGKILL');
    const entry = '1,"EXEMPLAROV","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."\n';
    writeFileSync(join(inbox, 'sdn.csv'), entry);
    const [said] = await watcher.until(/"event":"PUT_AWAY".*/);
    expect(said).toContain('"state":"DONE"');
  });
});
