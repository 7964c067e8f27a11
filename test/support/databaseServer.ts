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
import { superuser } from '../../storage/embedded/cluster.js';
import { runningPostmaster, stopPostmaster } from '../../storage/embedded/postmaster.js';
import { type EmbeddedServer, startEmbedded } from '../../storage/embedded/start.js';
import { identifyProcess, isAlive, type ProcessIdentity } from '../../storage/locks/processIdentity.js';
import { migrate } from '../../storage/migrations/migrate.js';
import { provisionEmbedded } from '../../storage/provision/provision.js';
import { allRoles, withAdmin } from '../../storage/roles.js';
import { type MigratedSchema, migratedSchemas } from '../../storage/types.js';

/** What Jest's workers know of the run's server; JSON in the environment. */
export interface TestServer {
  /** Where tests put their files; gone after the run. */
  readonly files: string;
  /** Administrator, on the maintenance database. */
  readonly adminUrl: string;
  /** URL by role, on the template; `createTestDatabase` puts its own database's name in. */
  readonly urls: Readonly<Record<string, string>>;
  /** What went wrong with a source's migrations, by source. */
  readonly broken: Partial<Record<MigratedSchema, string>>;
}

/** Migrated once, then cloned for each test file. */
export const templateDatabase = 'portcullis_template';
export const serverVariable = 'TEST_SERVER';

const prefix = 'portcullis-jest-';
/** A folder that lies in memory. Why there: a database is made of a thousand files, a tenth of the work there. */
const memory = '/dev/shm';
const gibibyte = 2 ** 30;
let running: { readonly server: EmbeddedServer; readonly folder: string } | undefined;

/** Starts PostgreSQL in a folder of its own, in memory where it may and there is room, and migrates the template. */
export async function startTestServer({ inMemory = false } = {}): Promise<void> {
  await removeAbandoned();
  const folder = mkdtempSync(join(inMemory && hasRoom(memory) ? memory : tmpdir(), prefix));
  // Why: as root the server runs as nobody, who must be able to pass through.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(identifyProcess(process.pid)));
  try {
    const hasty = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '256MB' };
    const settings = { ...hasty, max_connections: '300' };
    const server = await startEmbedded({ dataDirectory: join(folder, 'data'), settings });
    running = { server, folder };
    // Why not teardown alone: an interrupted run skips it.
    process.once('exit', () => killServer(server));
    const files = join(folder, 'files');
    mkdirSync(files);
    process.env[serverVariable] = JSON.stringify({ files, ...(await prepareTemplate(server)) } satisfies TestServer);
  } catch (error) {
    await stopTestServer();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Stops the server and removes its folder. */
export async function stopTestServer(): Promise<void> {
  if (!running) return;
  const { server, folder } = running;
  running = undefined;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function prepareTemplate(server: EmbeddedServer): Promise<Omit<TestServer, 'files'>> {
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

function killServer(server: EmbeddedServer): void {
  if (!running) return;
  try {
    process.kill(server.pid, 'SIGQUIT');
  } catch {
    // Gone already.
  }
  rmSync(running.folder, { recursive: true, force: true });
}

/** Whether a run may lie in memory: it takes a quarter of a gibibyte a worker, and its tests some gibibytes themselves. */
function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  const most = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return bavail * bsize >= 3 * gibibyte && Math.min(freemem(), most) >= 6 * gibibyte;
}

/** Folders of runs, of this one's neighbours too. */
function foldersOfRuns(): readonly string[] {
  const places = [tmpdir(), memory].filter((place) => existsSync(place));
  return places.flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.startsWith(prefix))
      .map((name) => join(place, name)),
  );
}

/** Stops what a killed run left behind. */
async function removeAbandoned(): Promise<void> {
  for (const folder of foldersOfRuns()) {
    try {
      const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as ProcessIdentity;
      if (isAlive(owner)) continue;
      const cluster = join(folder, 'data', 'database', 'cluster');
      const server = runningPostmaster(cluster);
      if (server) await stopPostmaster(server.pid, cluster);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run's, just being made or removed.
    }
  }
}
