import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../storage/migrations/migrate.js';
import { migrationsFolder, readMigrationFiles, withIncluded } from '../../storage/migrations/migrationFiles.js';
import { withAdmin } from '../../storage/roles.js';
import { migratedSchemas } from '../../storage/types.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { quickest } from '../support/quickest.js';

let database: TestDatabase;
let root: string;

beforeAll(async () => {
  database = await createTestDatabase();
  root = mkdtempSync(join(tmpdir(), 'portcullis-migrate-'));
});
afterEach(() =>
  query(
    'drop schema if exists cargo cascade; truncate storage.migration_hash; drop table if exists storage.migration_cargo',
  ),
);
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await database.close();
});

function query(text: string): Promise<Record<string, unknown>[]> {
  return withAdmin(database.adminUrl, async (admin) => (await admin.query<Record<string, unknown>>(text)).rows);
}

/** A folder of migrations for cargo, and how to run them. */
function migrations(files: Record<string, string>): () => Promise<number> {
  const folder = mkdtempSync(join(root, 'm'));
  mkdirSync(join(folder, 'cargo'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'cargo', name), text);
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

  it('leaves the text of what databases have applied as it was, whatever of it is said in one place now', () => {
    const recorded = JSON.parse(readFileSync(new URL('migrationHashes.json', import.meta.url), 'utf8'));
    const files = migratedSchemas.flatMap((source) => readMigrationFiles(source));
    expect(Object.fromEntries(files.map(({ source, name, hash }) => [`${source}/${name}`, hash]))).toMatchObject(
      recorded,
    );
  });

  it('makes for a new source the tables of ingest in the schema of its search path', () => {
    const included = withIncluded('\\ir ../ingest_tables.sql\n', join(migrationsFolder, 'vehicles'));
    const files = readMigrationFiles('cargo').filter(({ name }) =>
      /_(?:ingest|terms_of_versions|staged_in_line)$/.test(name),
    );
    expect(included.trimEnd()).toBe(
      files
        .map(({ text }) => text.replaceAll('cargo.', ''))
        .join('')
        .trimEnd(),
    );
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
