import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Receipt } from '../../auditlog/types.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { dataLayout } from '../../storage/embedded/layout.js';
import { readPostmasterFile } from '../../storage/embedded/postmaster.js';
import { startEmbedded } from '../../storage/embedded/start.js';
import { withAdmin } from '../../storage/roles.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../support/command.js';
import { type Load, type Posted, startLoad } from '../support/load.js';

/*
 * The embedded PostgreSQL dies under a server that runs, as the kernel ends it when memory is short, or as it ends
 * itself when the disk is full. A process that serves starts it again; where that cannot be, the process ends.
 */
const directory = temporaryDataDirectory();
const { cluster } = dataLayout(directory.path);
const loads: Load[] = [];
const receipts: Receipt[] = [];
let server: RunningCommand;
let operation: Posted;

beforeAll(async () => {
  server = runCommand(['start', '--data', directory.path, '--port', '0', '--no-demo']);
  const [, url = ''] = await server.until(/ready at (http\S+)/);
  operation = {
    url,
    headers: await headers(),
    body: JSON.stringify({ query: '{ persons(first: 1) { edges { node { id } } } }' }),
  };
}, 120_000);

afterAll(async () => {
  await Promise.all(loads.map((load) => load.stop()));
  server?.process.kill('SIGTERM');
  await server?.ended;
  directory.remove();
}, 30_000);

async function headers(): Promise<Record<string, string>> {
  const minted = runCommand(['token', '--agency', 'NL-CUSTOMS', '--data', directory.path]);
  await minted.ended;
  return {
    authorization: `Bearer ${minted.out().trim().split('\n').at(-1)}`,
    'query-purpose': 'CUSTOMS_CONTROL',
    'content-type': 'application/json',
  };
}

function killPostmaster(): number {
  const { pid } = readPostmasterFile(cluster) ?? { pid: 0 };
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
  return pid;
}

const probe = async (name: string): Promise<number> => {
  const response = await fetch(new URL(`/${name}`, operation.url));
  return response.status;
};

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await probe('readyz')) === 200) return;
    await sleep(100);
  }
  throw new Error(`not ready again: ${server.err().slice(-2000)}`);
}

async function collect(load: Load, count: number): Promise<void> {
  for (let tries = 0; tries < 3000 && load.count() < count; tries += 1) await sleep(20);
  expect(load.count()).toBeGreaterThanOrEqual(count);
  await load.stop();
  receipts.push(...load.clients.flatMap((client) => client.receipts));
}

/** Leaf hash of each entry, in the log's order. */
async function storedLeaves(): Promise<string[]> {
  const embedded = await startEmbedded({ dataDirectory: directory.path });
  try {
    return await withAdmin(embedded.connectionString(superuser), async (admin) => {
      const { rows } = await admin.query<{ leaf: string }>(
        `select encode(leaf_hash, 'hex') as leaf from audit.entry where log = 'main' order by index`,
      );
      return rows.map((row) => row.leaf);
    });
  } finally {
    await embedded.release();
  }
}

const lines = (text: string): string[] =>
  server
    .err()
    .split('\n')
    .filter((line) => line.includes(text));

describe('a server whose embedded PostgreSQL was killed', () => {
  test('starts it again by itself, is ready again, and has every entry that it acknowledged', async () => {
    const load = startLoad(operation, { clients: 4, pauseMs: 5 });
    loads.push(load);
    for (let tries = 0; tries < 3000 && load.count() < 40; tries += 1) await sleep(20);
    const before = load.count();
    const killed = killPostmaster();
    await collect(load, before + 40);
    await untilReady();
    expect(readPostmasterFile(cluster)?.pid).not.toBe(killed);
    expect(lines('it is started again')).toHaveLength(1);
    expect(lines('runs again')).toHaveLength(1);

    const stored = await storedLeaves();
    expect(receipts.filter(({ index, leafHash }) => stored[index] !== leafHash)).toEqual([]);
    expect(new Set(receipts.map(({ index }) => index)).size).toBe(receipts.length);
  }, 240_000);

  test('ends with exit code 1 where it cannot be started any more, and says so a few times, not a thousand', async () => {
    // Of one log: the instance has a register beside it.
    const vain = (): number =>
      lines('the audit log cannot be reached').filter((line) => line.includes('"log":"main"')).length;
    const before = vain();
    appendFileSync(join(cluster, 'postgresql.auto.conf'), "no_such_setting = 'on'\n");
    killPostmaster();
    expect(await server.ended).toBe(1);
    expect(server.err().trim().split('\n').at(-1)).toMatch(/^portcullis: The embedded PostgreSQL did not start: /);
    expect(lines('is tried again').length).toBeLessThan(8);
    expect(vain() - before).toBeGreaterThan(0);
    expect(vain() - before).toBeLessThan(8);
  }, 240_000);
});

describe('a watcher whose embedded PostgreSQL was killed', () => {
  const own = temporaryDataDirectory();
  const inbox = join(own.path, '..', 'inbox');
  let watcher: RunningCommand;
  afterAll(async () => {
    watcher?.process.kill('SIGTERM');
    await watcher?.ended;
    own.remove();
  }, 30_000);

  test('starts it again, and takes the next delivery', async () => {
    mkdirSync(inbox);
    const args = ['--originator', 'EU-SANCTIONS-DESK', '--interval', '100', '--json', '--data', own.path];
    watcher = runCommand(['watch', inbox, ...args]);
    await watcher.until(/WATCHING/);
    process.kill(readPostmasterFile(dataLayout(own.path).cluster)?.pid ?? 0, 'SIGKILL');
    const entry = '1,"EXEMPLAROV","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."\n';
    writeFileSync(join(inbox, 'sdn.csv'), entry);
    const [said] = await watcher.until(/"event":"PUT_AWAY".*/);
    expect(said).toContain('"state":"DONE"');
  }, 120_000);
});
