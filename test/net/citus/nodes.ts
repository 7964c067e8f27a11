import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { superuser } from '../../../storage/embedded/cluster.js';
import { databaseUser } from '../../../storage/embedded/processUser.js';
import { withAdmin } from '../../../storage/roles.js';
import { freePort } from '../../support/waiting/listen.js';

/** A PostgreSQL with Citus on loopback, where everybody may log in: what an operator runs. */
export interface CitusNode {
  readonly port: number;
  /** Its data directory. */
  readonly data: string;
  url(database: string, role?: string): string;
  /** @param environment beside its own */
  start(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Kills it with all of its processes, as a power cut does. */
  kill(): Promise<void>;
}

/** A coordinator and its workers. */
export interface CitusNodes {
  readonly coordinator: CitusNode;
  readonly workers: readonly CitusNode[];
  /** Makes a database on every node, whose coordinator knows the workers. */
  createDatabase(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** Starts a coordinator and two workers. @param pgConfig `pg_config` of a PostgreSQL that has Citus */
export async function startNodes(pgConfig: string): Promise<CitusNodes> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-citus-'));
  chmodSync(folder, 0o711);
  const bin = execFileSync(pgConfig, ['--bindir'], { encoding: 'utf8' }).trim();
  const first = join(folder, '0');
  mkdirSync(first);
  const user = databaseUser();
  const as = user.dropped ? { uid: user.uid, gid: user.gid } : {};
  if (user.dropped) chownSync(first, user.uid, user.gid);
  // Why no HOME: libpq would look there for certificates.
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' };
  const init = ['-D', first, '-U', superuser, '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { cwd: folder, env, ...as, stdio: 'pipe' });
  for (const [name, value] of Object.entries(settings))
    appendFileSync(join(first, 'postgresql.conf'), `${name}='${value}'\n`);
  for (const other of ['1', '2']) execFileSync('cp', ['-a', first, join(folder, other)]);
  const nodes = await Promise.all(['0', '1', '2'].map(async (name) => describe(join(folder, name), await freePort())));
  await Promise.all(nodes.map((node) => node.start()));
  const [coordinator, ...workers] = nodes as [CitusNode, ...CitusNode[]];
  return {
    coordinator,
    workers,
    createDatabase: async (name) => {
      for (const node of nodes) {
        await run(node.url('postgres'), `create database ${name}`);
        await run(node.url(name), 'create extension citus');
      }
      const at = coordinator.url(name);
      await run(at, `select citus_set_coordinator_host('127.0.0.1', ${coordinator.port})`);
      for (const { port } of workers) await run(at, `select citus_add_node('127.0.0.1', ${port})`);
    },
    remove: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function describe(data: string, port: number): CitusNode {
    const url = (database: string, role = superuser) => `postgres://${role}@127.0.0.1:${port}/${database}`;
    let running: ReturnType<typeof spawn> | null = null;
    return {
      port,
      data,
      url,
      start: async (more = {}) => {
        const flags = ['-D', data, '-c', `port=${port}`];
        running = spawn(join(bin, 'postgres'), flags, {
          cwd: data,
          env: { ...env, ...more },
          ...as,
          detached: true,
          stdio: 'ignore',
        });
        for (let tries = 0; ; tries += 1) {
          try {
            return await run(url('postgres'), 'select');
          } catch (error) {
            if (tries > 600) throw error;
            await sleep(50);
          }
        }
      },
      kill: async () => {
        if (!running?.pid || running.exitCode !== null) return;
        const ended = once(running, 'exit');
        // Its group: the children of a postmaster that is killed alone go on for a moment.
        process.kill(-running.pid, 'SIGKILL');
        await ended;
        running = null;
        rmSync(join(data, 'postmaster.pid'), { force: true });
      },
    };
  }
}

/** Of every node. Without fsync: nothing here outlives a power cut. */
const settings = {
  shared_preload_libraries: 'citus',
  'citus.node_conninfo': 'sslmode=disable',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  fsync: 'off',
  jit: 'off',
};

/** Runs one statement. */
export async function run(url: string, statement: string): Promise<void> {
  await withAdmin(url, async (admin) => void (await admin.query(statement)));
}
