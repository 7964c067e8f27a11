import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { sourceNames } from '../../schema/sources.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { type EmbeddedServer, startEmbedded } from '../../storage/embedded/start.js';
import { migrate } from '../../storage/migrations/migrate.js';
import { assertHumbleLogins } from '../../storage/provision/loginGuard.js';
import { type Databases, resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { withAdmin } from '../../storage/roles.js';
import { migratedSchemas } from '../../storage/types.js';
import { runCommand } from '../support/command.js';
import { closedAfter } from '../support/runner/closedAfter.js';

/*
 * A PostgreSQL of one's own: a server without any role of ours. Its administrator is a superuser for one database, and for
 * another no more than one who may make roles and owns the database.
 */
const folder = mkdtempSync(join(tmpdir(), 'portcullis-prepare-'));
const passwordFile = join(folder, 'database.json');
let server: EmbeddedServer;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  server = closedAfter(await startEmbedded({ dataDirectory: join(folder, 'server'), settings: { fsync: 'off' } }));
  await withAdmin(server.connectionString(superuser, 'postgres'), async (admin) => {
    await admin.query(`create role dba login createrole password 'dba-secret'`);
    for (const name of ['fresh', 'printed']) await admin.query(`create database ${name} owner dba`);
    for (const name of ['filled', 'owned']) await admin.query(`create database ${name}`);
  });
});

/** The database without a login, and as one who may log in. */
const place = (name: string): string => server.connectionString(superuser, name).replace(/\/\/[^@]*@/, '//');
const asDba = (name: string): string => place(name).replace('//', '//dba:dba-secret@');

async function prepare(databaseUrlAdmin: string | undefined, ...more: string[]) {
  const environment = databaseUrlAdmin === undefined ? {} : { DATABASE_URL_ADMIN: databaseUrlAdmin };
  const args = ['database', 'prepare', '--database-passwords', passwordFile, ...more];
  return await runCommand(args, environment).said();
}

const open = (name: string): Promise<Databases> =>
  resolveDatabases({ databaseUrl: place(name), databasePasswords: passwordFile }, { dataDirectory: folder });

/** SQLSTATE with which a statement is refused; undefined where it is not. */
async function refusal(url: string, statement: string): Promise<string | undefined> {
  return await withAdmin(url, async (client) => {
    const error = await client.query(statement).catch((thrown: pg.DatabaseError) => thrown);
    return error instanceof pg.DatabaseError ? error.code : undefined;
  });
}

async function expectWalls(databases: Databases): Promise<void> {
  const asked: readonly [string, string, string | undefined][] = [
    ...sourceNames
      .filter((name) => name !== 'audit' && name !== 'directory')
      .map((name): [string, string, undefined] => [databases.url(name), `select from ${name}.provenance`, undefined]),
    [databases.url('cargo'), 'select from persons.person', '42501'],
    [databases.url('cargo'), 'delete from cargo.consignment', '25006'],
    [databases.ingestUrl('cargo'), 'delete from cargo.consignment', undefined],
    [databases.ingestUrl('cargo'), 'select from audit.entry', '42501'],
    [databases.auditWriterUrl, 'select from audit.entry', undefined],
    [databases.auditWriterUrl, 'delete from audit.entry', '42501'],
    [databases.auditWriterUrl, 'select from audit_keys.tree_key', '42501'],
    [databases.auditKeysUrl, 'select from audit_keys.tree_key', undefined],
    [databases.auditKeysUrl, 'delete from audit_keys.tree_key', '42501'],
    [databases.gatewayUrl, 'select from gateway.document', undefined],
    [databases.gatewayUrl, 'select from audit.entry', '42501'],
    [databases.limitsUrl, 'delete from limits.trial', undefined],
    [databases.limitsUrl, 'select from persons.person', '42501'],
    [databases.url('persons'), 'select from limits.trial', '42501'],
    [databases.ownerUrl, 'select from storage.key_fingerprint', undefined],
  ];
  const found = await Promise.all(asked.map(([url, statement]) => refusal(url, statement)));
  expect(found).toEqual(asked.map(([, , state]) => state));
  await assertHumbleLogins(databases);
}

describe('portcullis database prepare', () => {
  test('makes roles and rights as one who may make roles and owns the database, twice too, and keeps every password', async () => {
    const first = await prepare(asDba('fresh'));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    const passwords = readFileSync(passwordFile, 'utf8');
    expect(await prepare(asDba('fresh'))).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(passwordFile, 'utf8')).toBe(passwords);
    const databases = await open('fresh');
    expect(await databases.migrate()).toBeGreaterThan(0);
    await expectWalls(databases);
    for (const secret of Object.values(JSON.parse(passwords) as Record<string, string>))
      expect(first.out).not.toContain(secret);
  });

  test('prints statements without a password, which do the same', async () => {
    const { code, out } = await prepare(undefined, '--print');
    expect(code).toBe(0);
    for (const secret of Object.values(JSON.parse(readFileSync(passwordFile, 'utf8')) as Record<string, string>))
      expect(out).not.toContain(secret);
    await withAdmin(asDba('printed'), (admin) => admin.query(out));
    const databases = await open('printed');
    await databases.migrate();
    await expectWalls(databases);
  });

  test('gives the tables of a filled database to their new owner, and rights on them', async () => {
    const admin = server.connectionString(superuser, 'filled');
    await migrate(admin, migratedSchemas);
    expect(await prepare(admin)).toMatchObject({ code: 0, err: '' });
    const databases = await open('filled');
    expect(await databases.migrate()).toBe(0);
    await expectWalls(databases);
  });

  test('says in one line what is missing', async () => {
    const alone = runCommand(['database', 'prepare']);
    expect(await alone.ended).toBe(1);
    expect(alone.err()).toMatch(/^portcullis: Where are the passwords to be kept\? [^\n]+\n$/);
    const without = await prepare(undefined);
    expect(without).toMatchObject({ code: 1, err: expect.stringContaining('Set DATABASE_URL_ADMIN') });
    const powerless = await prepare(asDba('postgres'));
    expect(powerless.code).toBe(1);
    expect(powerless.err).toMatch(/^portcullis: The database was not prepared \(42501\): it is as it was\. [^\n]+\n$/);
  });
});

describe('in production', () => {
  const production = (environment: Record<string, string>) =>
    runCommand(['sources', '--data', join(folder, 'nothing')], { NODE_ENV: 'production', ...environment });

  test('a superuser is refused, with what to do', async () => {
    const command = production({ DATABASE_URL: server.connectionString(superuser, 'filled') });
    expect(await command.ended).toBe(1);
    expect(command.err()).toMatch(/as the database role postgres: a superuser.*database prepare/);
  });

  test('so is the owner of the tables for whatever serves, and a superuser beside good logins', async () => {
    const { ownerUrl } = await open('filled');
    const owner = production({ DATABASE_URL: ownerUrl });
    const beside = production({
      DATABASE_URL: place('filled'),
      PORTCULLIS_DATABASE_PASSWORDS: passwordFile,
      DATABASE_URL_ADMIN: server.connectionString(superuser, 'filled'),
    });
    expect([await owner.ended, await beside.ended]).toEqual([1, 1]);
    expect(owner.err()).toContain('who owns tables');
    expect(beside.err()).toContain('a superuser');
  });

  test('so is a login that serves and may change a column of the log, or what stands beside its entries: neither was seen', async () => {
    const admin = server.connectionString(superuser, 'filled');
    await migrate(admin, migratedSchemas);
    await prepare(admin);
    const databases = await open('filled');
    for (const right of ['update (tokens) on audit.entry', 'delete on audit.posting', 'truncate on audit.node']) {
      await withAdmin(admin, (client) => client.query(`grant ${right} to portcullis_audit_writer`));
      await expect(assertHumbleLogins(databases)).rejects.toThrow(/portcullis_audit_writer: who may change or remove/);
      await withAdmin(admin, (client) => client.query(`revoke ${right} from portcullis_audit_writer`));
    }
    await assertHumbleLogins(databases);
  });

  test('a refused login has made nothing', async () => {
    const list = join(folder, 'sdn.csv');
    writeFileSync(list, '1,"EXEMPLAROV","individual","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."\n');
    const command = runCommand(
      ['ingest', 'ofac-sdn', list, '--originator', 'EU-SANCTIONS-DESK', '--data', join(folder, 'nothing')],
      { NODE_ENV: 'production', DATABASE_URL: server.connectionString(superuser, 'owned') },
    );
    expect(await command.ended).toBe(1);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
    expect(await refusal(server.connectionString(superuser, 'owned'), 'select from storage.migration_hash')).toBe(
      '42P01',
    );
  });

  test('the roles that were prepared ingest and read', async () => {
    const environment = {
      NODE_ENV: 'production',
      DATABASE_URL: place('fresh'),
      PORTCULLIS_DATABASE_PASSWORDS: passwordFile,
    };
    const data = join(folder, 'keys-and-heads');
    const args = ['ofac-sdn', join(folder, 'sdn.csv'), '--originator', 'EU-SANCTIONS-DESK', '--data', data, '--json'];
    const ingest = runCommand(['ingest', ...args], environment);
    expect([await ingest.ended, ingest.err()]).toEqual([0, '']);
    const sources = runCommand(['sources', '--data', data, '--json'], environment);
    expect(await sources.ended).toBe(0);
    expect(JSON.parse(sources.out())).toMatchObject([{ source: 'ofac-sdn', records: 1 }]);
  });

  test('a file without the password of a role is told so', async () => {
    const command = production({
      DATABASE_URL: place('fresh'),
      PORTCULLIS_DATABASE_PASSWORDS: join(folder, 'none.json'),
    });
    expect(await command.ended).toBe(1);
    expect(command.err()).toMatch(/none\.json is not there\. portcullis database prepare makes it/);
  });
});
