import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { superuser } from '../../../storage/embedded/cluster.js';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { readPostmasterFile, runningPostmaster, stopPostmaster } from '../../../storage/embedded/postmaster.js';
import { databaseUser } from '../../../storage/embedded/processUser.js';
import { type EmbeddedServer, startEmbedded } from '../../../storage/embedded/start.js';
import { identifyProcess } from '../../../storage/locks/processIdentity.js';
import { provisionEmbedded } from '../../../storage/provision/provision.js';
import { withAdmin } from '../../../storage/roles.js';

let folder: string;
let data: string;
const servers: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

// Why one directory for most tests: making a cluster is the slow part, and each test must start on what the last left.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-embedded-'));
  chmodSync(folder, 0o711);
  data = join(folder, 'data');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop();
  const { cluster } = dataLayout(data);
  const left = runningPostmaster(cluster);
  if (left) await stopPostmaster(left.pid, cluster);
});

// Why: a killed process is no power failure; what it wrote is in the system's cache.
const hasty = { fsync: 'off' };

async function start(dataDirectory = data, settings: Record<string, string> = hasty): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDirectory, settings });
  servers.push(server);
  return server;
}

async function answers(server: EmbeddedServer): Promise<boolean> {
  const url = server.connectionString(superuser, 'postgres');
  return withAdmin(url, async (admin) => (await admin.query('select 1')).rowCount === 1);
}

/** A process of its own that starts the server and stores a row. */
async function startInChild(
  directory = data,
  as: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; pid: number; adopted: boolean }> {
  const script = fileURLToPath(new URL('./startChild.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...as,
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error('the child said nothing');
}

async function acknowledged(server: EmbeddedServer): Promise<number> {
  return withAdmin(await provisionEmbedded(server), async (admin) => {
    const { rows } = await admin.query<{ n: number }>('select count(*)::int as n from acknowledged');
    return rows[0]?.n ?? 0;
  });
}

/** Resolves when so many processes hold the server. */
async function heldBy(server: EmbeddedServer, holders: number): Promise<void> {
  const url = server.connectionString(superuser, 'postgres');
  for (;;) {
    const held = await withAdmin(url, async (admin) => {
      const { rows } = await admin.query<{ n: number }>(
        `select count(*)::int as n from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted`,
      );
      return rows[0]?.n;
    }).catch(() => undefined);
    if (held === holders) return;
    await delay(50);
  }
}

/** Why a while: a process that has ended is there until the system has its memory back. */
async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; identifyProcess(pid) && tries < 400; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(identifyProcess(pid)).toBeUndefined();
}

describe('startEmbedded', () => {
  it('makes a cluster on an empty directory, open to nobody else, and starts it again within a second', async () => {
    const first = await start(data, {});
    expect(first.adopted).toBe(false);
    expect(await answers(first)).toBe(true);
    await first.stop();
    await untilGone(first.pid);

    let second = first;
    const again = async () => {
      await second.stop();
      const begun = performance.now();
      second = await start(data, {});
      return performance.now() - begun;
    };
    // Why the quicker of some: where the machine does other things too, any single start may be slow.
    let took = await again();
    for (let tries = 1; tries < 5 && took >= 1000; tries += 1) took = Math.min(took, await again());
    expect(took).toBeLessThan(1000);
    expect(await answers(second)).toBe(true);

    const layout = dataLayout(data);
    expect(statSync(layout.passwords).mode & 0o777).toBe(0o600);
    expect(statSync(layout.socket)).toMatchObject({ mode: 0o40700, uid: databaseUser().uid });
    expect(readdirSync(layout.database).sort()).toEqual(['cluster', 'passwords.json']);
    const settings = await withAdmin(
      second.connectionString(superuser, 'postgres'),
      async (admin) =>
        (
          await admin.query(`select name, setting from pg_settings where name in
        ('listen_addresses', 'data_checksums', 'password_encryption', 'fsync', 'log_min_error_statement') order by 1`)
        ).rows,
    );
    expect(settings.map((row) => row.setting)).toEqual(['on', 'on', '', 'panic', 'scram-sha-256']);
  });

  it('accepts no wrong password', async () => {
    const server = await start();
    const wrong = server.connectionString(superuser, 'postgres').replace(/:[^:@]+@/, ':wrong@');
    await expect(withAdmin(wrong, (admin) => admin.query('select 1'))).rejects.toMatchObject({ code: '28P01' });
  });

  it('works on a path with spaces, quotes and commas, and on one too long for a socket', async () => {
    const odd = join(folder, 'a "b", c\'s', `${'long '.repeat(30)}end`);
    mkdirSync(odd, { recursive: true, mode: 0o711 });
    const server = await start(odd);
    expect(await answers(server)).toBe(true);
    const socket = readPostmasterFile(dataLayout(odd).cluster)?.socket ?? '';
    expect(socket.startsWith(odd)).toBe(false);
    await server.stop();
    expect(existsSync(socket)).toBe(false);

    const short = await start(join(folder, 'a "b", c\'s', 'd'));
    expect(await answers(short)).toBe(true);
    expect(readPostmasterFile(dataLayout(join(folder, 'a "b", c\'s', 'd')).cluster)?.socket).toContain('a "b", c\'s');
  });

  it('gives up a server that runs and does not answer in the time that it is given', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGSTOP');
    try {
      const begun = performance.now();
      await expect(startEmbedded({ dataDirectory: data, patienceMs: 1000 })).rejects.toMatchObject({
        code: 'DATABASE_UNREACHABLE',
        message: expect.stringContaining('does not answer'),
      });
      // Far from the ten seconds that it has without a limit.
      expect(performance.now() - begun).toBeLessThan(5000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('adopts the server that a killed process left, and loses nothing', async () => {
    const { child, pid } = await startInChild();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start();
    expect(server).toMatchObject({ adopted: true, pid });
    expect(await acknowledged(server)).toBe(1);
  });

  it('holds the server again after one process of it died: the next command stopped it under the one that serves', async () => {
    const serving = await start();
    const url = serving.connectionString(superuser, 'postgres');
    await withAdmin(url, async (admin) => {
      const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
      // As the kernel does it when memory is short: the server ends all connections, and goes on.
      process.kill(rows[0]?.pid as number, 'SIGKILL');
      await admin.query('select pg_sleep(60)');
    }).catch(() => undefined);
    await heldBy(serving, 1);
    const command = await start();
    await command.release();
    expect(await answers(serving)).toBe(true);
  });

  it('is started again for all who keep it running when it was killed, once, and found by the URL that they hold', async () => {
    const long = join(folder, `${'long '.repeat(30)}kept`);
    mkdirSync(long, { recursive: true, mode: 0o711 });
    const log = { info: () => undefined, error: () => undefined };
    const serving = await start(long);
    const beside = await start(long);
    for (const server of [serving, beside]) server.keepRunning(log).catch(() => undefined);
    const { pid } = serving;
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; tries < 600 && (serving.pid === pid || beside.pid === pid); tries += 1) await delay(50);
    expect(serving.pid).not.toBe(pid);
    expect(beside.pid).toBe(serving.pid);
    await heldBy(serving, 2);
    await beside.release();
    expect(await answers(serving)).toBe(true);
  });

  it('recovers when the server was killed, and when both were', async () => {
    const first = await startInChild();
    const before = await acknowledged(await start());
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await acknowledged(second)).toBe(before);
    await second.stop();

    const third = await startInChild();
    third.child.kill('SIGKILL');
    process.kill(third.pid, 'SIGKILL');
    const fourth = await start();
    expect(await acknowledged(fourth)).toBe(before + 1);
  });

  it('is not fooled by a postmaster.pid whose number now belongs to another process', async () => {
    const server = await start();
    await server.stop();
    const file = join(dataLayout(data).cluster, 'postmaster.pid');
    writeFileSync(
      file,
      `${process.pid}\n${dataLayout(data).cluster}\n1\n5432\n${dataLayout(data).socket}\n\n\nready\n`,
    );
    const again = await start();
    expect(again.adopted).toBe(false);
    expect(await answers(again)).toBe(true);
  });

  it('starts anew after an initdb that was killed half-way', async () => {
    const fresh = join(folder, 'fresh');
    mkdirSync(join(fresh, 'database.new', 'cluster'), { recursive: true });
    writeFileSync(join(fresh, 'database.new', 'cluster', 'PG_VERSION'), '18\n');
    const server = await start(fresh);
    expect(await answers(server)).toBe(true);
    expect(readdirSync(fresh).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('gives two commands that start at once the same server, which stops with the last of them', async () => {
    const fresh = join(folder, 'twice');
    const [a, b] = await Promise.all([start(fresh), start(fresh)]);
    expect(a.pid).toBe(b.pid);
    await a.release();
    expect(await answers(b)).toBe(true);
    await b.release();
    await untilGone(b.pid);
  });

  it('stops at once, clients or not', async () => {
    const server = await start();
    const client = withAdmin(server.connectionString(superuser, 'postgres'), (admin) =>
      admin.query('select pg_sleep(60)'),
    );
    const ended = expect(client).rejects.toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const begun = performance.now();
    await server.stop();
    // Without clients ended it would be a minute; the bound leaves room for a machine that does other things too.
    expect(performance.now() - begun).toBeLessThan(10_000);
    await ended;
  });

  it('writes no statement and no value into its log', async () => {
    const server = await start();
    await withAdmin(server.connectionString(superuser, 'postgres'), async (admin) => {
      await admin.query('create table t (secret text primary key)');
      await admin.query("insert into t values ('Ivanov')");
      await expect(admin.query("insert into t values ('Ivanov')")).rejects.toMatchObject({ code: '23505' });
      await expect(admin.query("select 'Petrov'::int")).rejects.toMatchObject({ code: '22P02' });
    });
    expect(readFileSync(dataLayout(data).log, 'utf8')).not.toMatch(/Ivanov|Petrov|insert/);
  });

  it('refuses a cluster of another version with one clear line', async () => {
    await (await start()).stop();
    writeFileSync(join(dataLayout(data).cluster, 'PG_VERSION'), '17\n');
    const refused = await startEmbedded({ dataDirectory: data }).catch((error: unknown) => error);
    writeFileSync(join(dataLayout(data).cluster, 'PG_VERSION'), '18\n');
    expect(refused).toMatchObject({
      code: 'DATABASE_VERSION_MISMATCH',
      message: expect.stringContaining('PostgreSQL 17'),
    });
  });

  (process.geteuid?.() === 0 ? it : it.skip)(
    'works for an ordinary user, whose directory root then leaves alone',
    async () => {
      const own = join(folder, 'ordinary');
      mkdirSync(own, { mode: 0o700 });
      chownSync(own, 65534, 65534);
      const { child, pid } = await startInChild(own, { uid: 65534, gid: 65534 });
      expect(statSync(own).mode & 0o777).toBe(0o700);
      expect(statSync(dataLayout(own).passwords).uid).toBe(65534);
      await expect(startEmbedded({ dataDirectory: own })).rejects.toMatchObject({
        code: 'DATA_DIRECTORY_FOREIGN_OWNER',
      });
      child.kill('SIGKILL');
      await stopPostmaster(pid, dataLayout(own).cluster);
    },
  );
});
