import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeWholeFile } from '../../schema/wholeFile.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { dataLayout } from '../../storage/embedded/layout.js';
import { runningPostmaster, stopPostmaster } from '../../storage/embedded/postmaster.js';
import { type EmbeddedServer, startEmbedded } from '../../storage/embedded/start.js';
import { tryFileLock } from '../../storage/locks/fileLock.js';
import { identifyProcess, isAlive, type ProcessIdentity } from '../../storage/locks/processIdentity.js';
import { migrate } from '../../storage/migrations/migrate.js';
import { provisionEmbedded } from '../../storage/provision/provision.js';
import { allRoles, withAdmin } from '../../storage/roles.js';
import { type MigratedSchema, migratedSchemas } from '../../storage/types.js';
import { script } from './waiting/child.js';

/** What the processes of a run know of it; JSON in the environment. */
interface TestRun {
  /** Of the server: its data, and once it runs `server.json`. */
  readonly folder: string;
  /** Where tests put their files; gone after the run. */
  readonly files: string;
  /** Where tests and what they start have temporary files. */
  readonly temporary: string;
}

/** The server of a run. */
export interface TestServer {
  /** Administrator, on the maintenance database. */
  readonly adminUrl: string;
  /** URL by role, on the template; `createTestDatabase` puts its own database's name in. */
  readonly urls: Readonly<Record<string, string>>;
  /** What went wrong with a source's migrations, by source. */
  readonly broken: Partial<Record<MigratedSchema, string>>;
}

/** Migrated once, then cloned for each test file. */
export const templateDatabase = 'portcullis_template';

const variable = 'TEST_SERVER';
const prefix = 'portcullis-jest-';
/** Why short: sockets lie below it. */
const temporaryPrefix = 'pjest-';
/** File that says which process's a folder is. */
const owner = 'owner.json';
/** A folder that lies in memory. Why there: a database is made of a thousand files, a tenth of the work there. */
const memory = '/dev/shm';
const gibibyte = 2 ** 30;

/** Makes the folder of a run, in memory where it may and there is room; its server is started by the first test that needs it. */
export async function openTestRun({ inMemory = false } = {}): Promise<void> {
  await removeAbandoned();
  const folder = makeOwned(join(inMemory && hasRoom(memory, 3) ? memory : tmpdir(), prefix));
  const files = join(folder, 'files');
  mkdirSync(files);
  // Why in memory too: a test that makes clusters does half of its work in the file system.
  const temporary = makeOwned(
    join(inMemory && hasRoom(memory, 4) && mayRun(memory) ? memory : tmpdir(), temporaryPrefix),
  );
  const run: TestRun = { folder, files, temporary };
  process.env[variable] = JSON.stringify(run);
  // The workers', and of each command that a test starts.
  process.env.TMPDIR = temporary;
  // Why not teardown alone: an interrupted run skips it.
  process.once('exit', () => killServer(run));
}

/** A folder that says whose it is. */
function makeOwned(path: string): string {
  const folder = mkdtempSync(path);
  // Why: as root the server runs as nobody, who must be able to pass through.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, owner), JSON.stringify(identifyProcess(process.pid)));
  return folder;
}

/**
 * Stops the server, where one was started, and removes the folders. Names what came to the temporary folder after the files
 * that ran, or beside them: each removes its own.
 */
export async function closeTestRun(): Promise<void> {
  if (!process.env[variable]) return;
  const { folder, temporary } = currentRun();
  const cluster = clusterOf(folder);
  const server = runningPostmaster(cluster);
  if (server) await stopPostmaster(server.pid, cluster);
  const left = readdirSync(temporary, { recursive: true, encoding: 'utf8' }).filter((name) => name !== owner);
  for (const each of [folder, temporary]) rmSync(each, { recursive: true, force: true });
  // Why not thrown: Jest would write no result of all that passed.
  if (left.length > 0) console.error(`tests left temporary files:\n${left.slice(0, 20).join('\n')}`);
}

/** The run that this process belongs to. */
export function currentRun(): TestRun {
  const text = process.env[variable];
  if (!text) throw new Error('no run of tests: run through Jest, whose globalSetup opens it');
  return JSON.parse(text) as TestRun;
}

/** The server of the run, which the first caller starts: by a process of its own, which leaves it running. */
export async function startTestServer(): Promise<TestServer> {
  const { folder } = currentRun();
  for (;;) {
    const server = readServer(folder);
    if (server) return server;
    const lock = tryFileLock(join(folder, 'starting.lock'));
    if ('heldBy' in lock) await delay(50);
    else await startAlone(folder).finally(lock.release);
  }
}

/** The server of the run, which runs. */
export function testServer(): TestServer {
  const server = readServer(currentRun().folder);
  if (!server) throw new Error('the database server of the run is started by createTestDatabase');
  return server;
}

function readServer(folder: string): TestServer | undefined {
  const path = join(folder, 'server.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as TestServer) : undefined;
}

async function startAlone(folder: string): Promise<void> {
  if (readServer(folder)) return;
  const args = [...script('support/runner/startServer.ts'), folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the database server of the run did not start: ${said}`);
}

/** Starts PostgreSQL in the folder of a run, migrates the template, and says where it is. It goes on when this process ends. */
export async function runServer(folder: string): Promise<void> {
  const hasty = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '256MB' };
  const settings = { ...hasty, max_connections: '300' };
  const server = await startEmbedded({ dataDirectory: join(folder, 'data'), settings });
  writeWholeFile(join(folder, 'server.json'), JSON.stringify(await prepareTemplate(server)), 'replace');
}

async function prepareTemplate(server: EmbeddedServer): Promise<TestServer> {
  const template = await provisionEmbedded(server, templateDatabase);
  const broken: Partial<Record<MigratedSchema, string>> = {};
  for (const source of migratedSchemas) {
    // Why kept: one source's broken migration must not keep the tests of the others from running.
    await migrate(template, [source]).catch((error: Error) => {
      broken[source] = error.message;
    });
  }
  const adminUrl = server.connectionString(superuser, 'postgres');
  await withAdmin(adminUrl, (admin) => admin.query(`alter database ${templateDatabase} is_template true`));
  const urls = [superuser, ...allRoles].map((role) => [role, server.connectionString(role, templateDatabase)]);
  return { adminUrl, urls: Object.fromEntries(urls), broken };
}

function killServer({ folder, temporary }: TestRun): void {
  const server = runningPostmaster(clusterOf(folder));
  try {
    if (server) process.kill(server.pid, 'SIGQUIT');
  } catch {
    // Gone already.
  }
  for (const each of [folder, temporary]) rmSync(each, { recursive: true, force: true });
}

function clusterOf(folder: string): string {
  return dataLayout(join(folder, 'data')).cluster;
}

/**
 * Whether so many gibibytes of a run may lie in memory, beside three for the tests themselves: its server takes a quarter of one a
 * worker, and temporary files with clusters one.
 */
function hasRoom(folder: string, gibibytes: number): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  const most = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return bavail * bsize >= gibibytes * gibibyte && Math.min(freemem(), most) >= (gibibytes + 3) * gibibyte;
}

/** Whether what tests write there can be run: a container's memory often forbids it. */
function mayRun(folder: string): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  return !mounts.some((line) => line.split(' ')[1] === folder && line.includes('noexec'));
}

/** Folders of runs, of this one's neighbours too. */
function foldersOfRuns(): readonly string[] {
  const places = [tmpdir(), memory].filter((place) => existsSync(place));
  return places.flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.startsWith(prefix) || name.startsWith(temporaryPrefix))
      .map((name) => join(place, name)),
  );
}

/** Stops what a killed run left behind. */
async function removeAbandoned(): Promise<void> {
  for (const folder of foldersOfRuns()) {
    try {
      const process = JSON.parse(readFileSync(join(folder, owner), 'utf8')) as ProcessIdentity;
      if (isAlive(process)) continue;
      const cluster = clusterOf(folder);
      const server = runningPostmaster(cluster);
      if (server) await stopPostmaster(server.pid, cluster);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run's, just being made or removed.
    }
  }
}
