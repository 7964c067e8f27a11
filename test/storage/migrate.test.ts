import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { listMigrations, migrate } from '../../storage/migrations/migrate.js';
import { readMigrationFiles } from '../../storage/migrations/migrationFiles.js';
import { withAdmin } from '../../storage/roles.js';
import { migratedSchemas } from '../../storage/types.js';
import { quickest } from '../support/quickest.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const root = mkdtempSync(join(tmpdir(), 'portcullis-migrate-'));

afterEach(() =>
  query(
    'drop schema if exists cargo cascade; truncate storage.migration_hash; drop table if exists storage.migration_cargo',
  ),
);

function query(text: string): Promise<Record<string, unknown>[]> {
  return withAdmin(database.adminUrl, async (admin) => (await admin.query<Record<string, unknown>>(text)).rows);
}

/** A folder of migrations for cargo. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, 'm'));
  mkdirSync(join(folder, 'cargo'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'cargo', name), text);
  return folder;
}

/** Runs made-up migrations for cargo. */
function migrations(files: Record<string, string>): () => Promise<number> {
  const folder = folderOf(files);
  return () => migrate(database.adminUrl, ['cargo'], folder);
}

describe('migrate', () => {
  it('finds nothing to do in a migrated database, in one statement and under 100 ms', async () => {
    await migrate(database.adminUrl, migratedSchemas);
    expect(await migrate(database.adminUrl, migratedSchemas)).toBe(0);
    expect(await quickest(() => migrate(database.adminUrl, migratedSchemas), 100)).toBeLessThan(100);
  });

  it('reads an included file in its place, and in the schema of its source; the file may not change later', async () => {
    const folder = mkdtempSync(join(root, 'i'));
    mkdirSync(join(folder, 'cargo'));
    writeFileSync(join(folder, 'shared.sql'), 'create table held (n int);');
    writeFileSync(join(folder, 'cargo', '0001_a.sql'), '-- Both.\n\\ir ../shared.sql\ninsert into held values (3);\n');
    await migrate(database.adminUrl, ['cargo'], folder);
    expect(await query('select n from cargo.held')).toEqual([{ n: 3 }]);
    writeFileSync(join(folder, 'shared.sql'), 'create table other (n int);');
    await expect(migrate(database.adminUrl, ['cargo'], folder)).rejects.toMatchObject({ code: 'MIGRATION_EDITED' });
  });

  it('has one file of a number in each room: two of 0012 made a database that had applied the second refuse the first', () => {
    for (const schema of migratedSchemas) {
      const numbers = readMigrationFiles(schema).map(({ name }) => name.slice(0, 4));
      expect(numbers).toEqual([...new Set(numbers)].sort());
    }
  });

  it('applies what is new, in order, once, and only .sql files', async () => {
    await query(
      'drop schema cargo cascade; delete from storage.migration_hash; drop table storage.migration_cargo',
    ).catch(() => []);
    const run = migrations({
      '0001_a.sql': 'create table cargo.a (n int);',
      '0002_b.sql': 'insert into cargo.a values (2); -- Down is no word of ours',
      'README.md': 'not a migration',
      '0001_a.sql.orig': 'broken',
    });
    expect(await run()).toBe(2);
    expect(await run()).toBe(0);
    expect(await query('select n from cargo.a')).toEqual([{ n: 2 }]);
  });

  it('applies a second file over the rows that are stored, and says before it that one is missing, of no absent schema', async () => {
    const first = { '0001_a.sql': 'create table cargo.a (n int); insert into cargo.a values (2);' };
    await migrations(first)();
    const folder = folderOf({
      ...first,
      '0002_b.sql': 'alter table cargo.a add column twice int; update cargo.a set twice = 2 * n;',
    });
    expect(await listMigrations(database.adminUrl, ['cargo'], folder)).toEqual({
      applied: 1,
      pending: ['cargo/0002_b'],
      absent: [],
    });
    expect(await migrate(database.adminUrl, ['cargo'], folder)).toBe(1);
    expect(await query('select n, twice from cargo.a')).toEqual([{ n: 2, twice: 4 }]);
  });

  it('gives a source its rights on tables of later migrations', async () => {
    await migrations({ '0001_a.sql': 'create table cargo.later (n int);' })();
    const read = withAdmin(
      database.url('cargo'),
      async (cargo) => (await cargo.query('select n from cargo.later')).rowCount,
    );
    await expect(read).resolves.toBe(0);
  });

  it('refuses a file that was changed after it had been applied, but not by its line ends', async () => {
    await migrations({ '0001_a.sql': 'create table cargo.a (n int);\nselect 1;\n' })();
    expect(await migrations({ '0001_a.sql': 'create table cargo.a (n int);\r\nselect 1;\r\n' })()).toBe(0);
    const edited = migrations({ '0001_a.sql': 'create table cargo.a (n text);\nselect 1;\n' })();
    await expect(edited).rejects.toMatchObject({
      code: 'MIGRATION_EDITED',
      message: expect.stringContaining('cargo/0001_a.sql'),
    });
  });

  it.each([
    ['a newer', ['0001_a.sql', '0002_b.sql'], ['0001_a.sql'], '0002_b', /^Start that one/],
    [
      'an earlier',
      ['0001_old.sql', '0002_b.sql'],
      ['0001_a.sql'],
      '0001_old',
      /export its log, verify the export and keep it/,
    ],
    ['an earlier', ['0001_a.sql', '0002_b.sql'], ['0001_a.sql', '0002_c.sql'], '0002_b', /then ingest again/],
  ])(
    'refuses in one line a database of %s program, by what was applied and is not in the package',
    async (which, theirs, ours, named, hint) => {
      const run = (names: readonly string[]) =>
        migrations(Object.fromEntries(names.map((name) => [name, `create table cargo.t_${name.slice(0, 4)} ();`])))();
      await run(theirs);
      const before = await query('select source, name, hash from storage.migration_hash order by name');
      await expect(run(ours)).rejects.toMatchObject({
        code: 'DATABASE_OF_ANOTHER_BUILD',
        message: `The database was made by ${which} Portcullis, which applied cargo/${named}.sql.`,
        hint: expect.stringMatching(hint),
      });
      expect(await query('select source, name, hash from storage.migration_hash order by name')).toEqual(before);
    },
  );

  it('refuses a database that a newer program gave a source that this one does not know, and minds no schema that is elsewhere', async () => {
    const run = migrations({ '0001_a.sql': 'create table cargo.a (n int);' });
    await run();
    const applied = (source: string) =>
      query(`insert into storage.migration_hash (source, name, hash) values ('${source}', '0007_x', 'h')`);
    await applied('persons');
    expect(await run()).toBe(0);
    await applied('vehicles');
    await expect(run()).rejects.toMatchObject({
      message: expect.stringMatching(/^The database was made by a newer .*vehicles/),
    });
  });

  it('leaves nothing of a file that fails, nor of those before it in the same run', async () => {
    const run = migrations({ '0001_a.sql': 'create table cargo.a (n int);', '0002_b.sql': 'create table oops;' });
    await expect(run()).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('syntax error'),
    });
    expect(await query("select to_regclass('cargo.a') as a")).toEqual([{ a: null }]);
    expect(await query('select * from storage.migration_hash')).toEqual([]);
  });

  it('lets three starters run at once', async () => {
    const run = migrations({ '0001_a.sql': 'create table cargo.a (n int); select pg_sleep(0.1);' });
    await Promise.all([run(), run(), run()]);
    expect(await query('select name from storage.migration_hash')).toEqual([{ name: '0001_a' }]);
  });

  it('says in one line that the database cannot be reached, without its address', async () => {
    const refused = migrate('postgresql://u:secret@127.0.0.1:1/x', ['cargo']);
    await expect(refused).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.not.stringContaining('127.0.0.1'),
    });
  });

  it.each([
    [['audit_keys'], /^Check DATABASE_URL_AUDIT_KEYS, that/],
    [['cargo', 'ingest', 'gateway'], /^Check DATABASE_URL or DATABASE_URL_ADMIN, that/],
  ] as const)('names the setting that leads there: of %s', async (schemas, hint) => {
    const refused = migrate('postgresql://u:secret@127.0.0.1:1/x', schemas);
    await expect(refused).rejects.toMatchObject({ hint: expect.stringMatching(hint) });
  });
});
