import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPackageFile } from '../../schema/files.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { type EmbeddedServer, startEmbedded } from '../../storage/embedded/start.js';
import { openDatabase } from '../../storage/pool/database.js';
import { settingRefusedByPooler } from '../../storage/pool/databaseErrors.js';
import { createLogins } from '../../storage/provision/logins.js';
import { withAdmin } from '../../storage/roles.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../support/command.js';
import { mintToken } from '../support/mint.js';
import { freePort } from '../support/waiting/listen.js';

/* The databases of all sources behind PgBouncer, by docs/examples/pgbouncer.ini and .sql; skipped where it is not installed. */
const path = `${process.env.PATH}:/usr/sbin`;
const hasPgbouncer = spawnSync('pgbouncer', ['--version'], { env: { PATH: path } }).status === 0;
if (!hasPgbouncer) console.warn('pgbouncer not installed: docs/examples/pgbouncer.ini is not tried');

const folder = mkdtempSync(join(tmpdir(), 'portcullis-pooler-'));
const at = (name: string): string => join(folder, name);
const directory = temporaryDataDirectory('portcullis pooled ');
const poolers: ChildProcess[] = [];
let database: EmbeddedServer;
let server: RunningCommand | undefined;

const asAdmin = async (statement: string): Promise<readonly Record<string, unknown>[]> =>
  await withAdmin(database.connectionString(superuser, 'portcullis'), async (admin) => {
    const results = await admin.query(statement);
    return results.rows;
  });

interface Answer {
  readonly data: { readonly consignments: { readonly edges: readonly object[] } };
}

/** Starts PgBouncer by the example, with the places of this test. @returns the database's URL without a login */
async function startPooler(changes: readonly (readonly [string, string])[] = []): Promise<string> {
  const port = await freePort();
  const socket = new URL(database.connectionString(superuser).replace('@/', '@localhost/')).searchParams.get('host');
  let example = readPackageFile('docs', 'examples', 'pgbouncer.ini');
  for (const [from, to] of [
    ['host=db.example', `host=${socket}`],
    ['listen_port = 6432', `listen_port = ${port}\nunix_socket_dir =`],
    ['server_tls_sslmode = verify-full', ''],
    ['/etc/pgbouncer/users.txt', at('users.txt')],
    ...changes,
  ] as const) {
    if (!example.includes(from)) throw new Error(`pgbouncer.ini has no ${from}`);
    example = example.replaceAll(from, to);
  }
  writeFileSync(at(`${port}.ini`), example);
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const pooler = spawn('pgbouncer', [at(`${port}.ini`)], {
    ...nobody,
    env: { PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  poolers.push(pooler);
  let said = '';
  pooler.stderr?.on('data', (text) => {
    said += text;
  });
  while (!said.includes('process up')) {
    if (pooler.exitCode !== null) throw new Error(`pgbouncer ended: ${said}`);
    await pause(20);
  }
  return `postgres://127.0.0.1:${port}/portcullis`;
}

const ignored = 'ignore_startup_parameters = statement_timeout, plan_cache_mode';
const without = (name: string): string => ignored.replace(name, '').replace(/ ,|, $/, '');
const asIngest = (pooled: string): string => createLogins(at('database.json'))(pooled, 'portcullis_ingest');

const place = (): string => database.connectionString(superuser, 'portcullis').replace(/\/\/[^@]*@/, '//');

function run(pooled: string, ...args: string[]): RunningCommand {
  const sources = ['CARGO', 'PERSONS', 'SEIZURES', 'INCIDENTS', 'DIRECTORY'];
  return runCommand([...args, '--data', directory.path], {
    ...patient,
    ...Object.fromEntries(sources.map((source) => [`DATABASE_URL_${source}`, pooled])),
    DATABASE_URL: place(),
    PORTCULLIS_DATABASE_PASSWORDS: at('database.json'),
  });
}

(hasPgbouncer ? describe : describe.skip)('docs/examples/pgbouncer.ini', () => {
  beforeAll(async () => {
    chmodSync(folder, 0o711);
    database = await startEmbedded({ dataDirectory: at('server'), settings: { fsync: 'off' } });
    await withAdmin(database.connectionString(superuser, 'postgres'), (admin) =>
      admin.query('create database portcullis'),
    );
    const prepare = runCommand(['database', 'prepare', '--database-passwords', at('database.json')], {
      DATABASE_URL_ADMIN: database.connectionString(superuser, 'portcullis'),
    });
    expect([await prepare.ended, prepare.err()]).toEqual([0, '']);
    await asAdmin(readPackageFile('docs', 'examples', 'pgbouncer.sql'));
    const statement = /-Atc "(.*)"/.exec(readPackageFile('docs', 'examples', 'pgbouncer.ini'))?.[1] ?? '';
    const users = await asAdmin(statement.replaceAll('\\"', '"'));
    writeFileSync(at('users.txt'), users.map((row) => `${Object.values(row)[0]}\n`).join(''));
  }, 300_000);
  afterAll(async () => {
    await server?.close();
    for (const pooler of poolers) pooler.kill('SIGKILL');
    await database?.stop();
  });

  test('serves, migrates and ingests through it, and leaves no lock behind', async () => {
    const pooled = await startPooler();
    server = run(pooled, 'start', '--port', '0');
    const [, url = ''] = await server.until(/ready at (http\S+)/);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await mintToken(directory.path, 'NL-CUSTOMS')}`,
        'query-purpose': 'CUSTOMS_CONTROL',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query: '{ consignments(first: 1) { edges { node { id } } } }' }),
    });
    expect(((await response.json()) as Answer).data.consignments.edges).toHaveLength(1);
    const locks = `select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = 'portcullis')
      and pid in (select pid from pg_stat_activity where usename = 'portcullis_owner')`;
    expect(await asAdmin(locks)).toEqual([]);
    const login = createLogins(at('database.json'));
    const shown = async (role: string, name: string) =>
      await withAdmin(
        login(pooled, role),
        async (client) => Object.values((await client.query(`show ${name}`)).rows[0])[0],
      );
    expect(await shown('portcullis_cargo', 'statement_timeout')).toBe('5s');
    expect(await shown('portcullis_ingest', 'plan_cache_mode')).toBe('force_custom_plan');
  }, 300_000);

  test.each(['statement_timeout', 'plan_cache_mode'])(
    'without %s it lets nobody in, and that is told',
    async (name) => {
      const opened = openDatabase(asIngest(await startPooler([[ignored, without(name)]])), {
        source: 'cargo',
        customPlans: true,
      });
      const error = await opened.exec('select 1').catch((thrown: unknown) => thrown);
      expect(settingRefusedByPooler(error)).toBe(name);
      await opened.close();
    },
  );

  test('ingest ends at once, and says what the pooler refuses', async () => {
    const pooled = await startPooler([[ignored, without('plan_cache_mode')]]);
    writeFileSync(at('attacks.csv'), 'date,longitude,latitude,vessel_name\n2001-01-01,1,2,Exemplar\n');
    const ingest = run(pooled, 'ingest', 'pirate-attacks', at('attacks.csv'), '--originator', 'EU-ANALYSIS');
    expect(await ingest.ended).toBe(1);
    expect(ingest.err()).toContain('The pooler in front of the database refuses plan_cache_mode');
  });
});
