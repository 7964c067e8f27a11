import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareBinaries } from '../../../storage/embedded/binaries.js';
import { serverEnvironment, superuser } from '../../../storage/embedded/cluster.js';
import { dataLayout } from '../../../storage/embedded/layout.js';
import { readPasswords } from '../../../storage/embedded/passwords.js';
import { databaseUser } from '../../../storage/embedded/processUser.js';
import { embeddedDatabase, startEmbedded } from '../../../storage/embedded/start.js';
import { provisionEmbedded } from '../../../storage/provision/provision.js';
import { withAdmin } from '../../../storage/roles.js';
import { freePort } from '../../support/waiting/listen.js';

/** A PostgreSQL of one's own on TCP, with roles and without tables: what an operator runs apart from the product. */
export interface OwnCluster {
  readonly port: number;
  /** The superuser, at this server. */
  readonly adminUrl: string;
  /** File of the roles' passwords; a copy has the same. */
  readonly passwords: string;
  /** Starts it, and waits until it takes statements. */
  start(options?: { readonly settings?: Settings; readonly environment?: Settings }): Promise<void>;
  /** Kills it with all of its processes, as a power cut does. */
  kill(): Promise<void>;
  /** Of one that is not running: another that follows it. */
  copyAsStandby(): Promise<OwnCluster>;
  /** Makes a standby the primary. */
  promote(): Promise<void>;
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/** Makes the cluster. */
export async function makeOwnCluster(): Promise<OwnCluster> {
  const folder = newFolder();
  const server = await startEmbedded({ dataDirectory: join(folder, 'data') });
  await provisionEmbedded(server);
  await server.stop();
  return describe(folder, await freePort());
}

/** What lets a server reach the cluster at `port`: the cluster's own, or that of a proxy before it. */
export function reachBy({ passwords }: OwnCluster, port: number): Settings {
  const place = `127.0.0.1:${port}/${embeddedDatabase}`;
  const admin = `${superuser}:${readPasswords(passwords)[superuser]}`;
  return {
    DATABASE_URL: `postgres://${place}`,
    DATABASE_URL_ADMIN: `postgres://${admin}@${place}`,
    PORTCULLIS_DATABASE_PASSWORDS: passwords,
  };
}

function describe(folder: string, port: number): OwnCluster {
  const layout = dataLayout(join(folder, 'data'));
  const user = databaseUser();
  const password = readPasswords(layout.passwords)[superuser] ?? '';
  const urlAt = (database: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  let running: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    if (!running?.pid) return;
    const ended = once(running, 'exit');
    // Its group: the children of a postmaster that is killed alone go on for a moment.
    process.kill(-running.pid, 'SIGKILL');
    await ended;
    running = null;
    rmSync(join(layout.cluster, 'postmaster.pid'), { force: true });
  };
  return {
    port,
    adminUrl: urlAt(embeddedDatabase),
    passwords: layout.passwords,
    async start({ settings = {}, environment = {} } = {}) {
      const { postgres, environment: own } = prepareBinaries(layout, user);
      const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
      const flags = Object.entries({ max_connections: '200', ...all }).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]);
      running = spawn(postgres, ['-D', layout.cluster, ...flags], {
        cwd: layout.cluster,
        env: { ...serverEnvironment(own), ...environment },
        detached: true,
        stdio: 'ignore',
        ...(user.dropped ? { uid: user.uid, gid: user.gid } : {}),
      });
      for (let tries = 0; ; tries += 1) {
        try {
          return await withAdmin(urlAt('postgres'), async (admin) => void (await admin.query('select')));
        } catch (error) {
          if (tries > 600) throw error;
          await sleep(50);
        }
      }
    },
    kill,
    async copyAsStandby() {
      const target = newFolder();
      execFileSync('cp', ['-a', join(folder, 'data'), target]);
      const copy = dataLayout(join(target, 'data')).cluster;
      const from = `host=127.0.0.1 port=${port} user=${superuser} password=${password}`;
      appendFileSync(join(copy, 'postgresql.auto.conf'), `primary_conninfo = '${from}'\n`);
      writeFileSync(join(copy, 'standby.signal'), '');
      return describe(target, await freePort());
    },
    promote: () => withAdmin(urlAt('postgres'), async (admin) => void (await admin.query('select pg_promote()'))),
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-own-cluster-'));
  chmodSync(folder, 0o711);
  return folder;
}
