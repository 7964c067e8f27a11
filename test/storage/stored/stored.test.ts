import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { records } from '../../../schema/records/index.js';
import { migrate } from '../../../storage/migrations/migrate.js';
import { readMigrationFiles } from '../../../storage/migrations/migrationFiles.js';
import { withAdmin } from '../../../storage/roles.js';
import { findDifferences } from '../../../storage/tables/compare.js';
import { migratedSchemas } from '../../../storage/types.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { readDatabase, readStored, releases, restoreStored } from './storedDatabase.js';

describe.each(releases)('a database of the released version %s', (release) => {
  const stored = readStored(release);
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase({ template: 'template0' });
    await restoreStored(database.adminUrl, stored);
  });
  afterAll(() => database?.close());

  it('has rows of every source, of ingest, of the log and of its keys', () => {
    const schemas = new Set(Object.keys(stored.rows).map((table) => table.split('.')[0]));
    expect([...schemas]).toEqual(
      expect.arrayContaining([
        'audit',
        'audit_keys',
        'cargo',
        'directory',
        'incidents',
        'ingest',
        'persons',
        'seizures',
      ]),
    );
  });

  it('is brought up by what came since, of which no file that it applied was edited, and keeps every row', async () => {
    const since = migratedSchemas
      .flatMap((schema) => readMigrationFiles(schema))
      .filter(({ source, name }) => !(`${source}/${name}` in stored.applied));
    expect(await migrate(database.adminUrl, migratedSchemas)).toBe(since.length);
    expect(await withAdmin(database.adminUrl, (admin) => findDifferences(admin, Object.values(records)))).toEqual([]);
    const { rows } = await withAdmin(database.adminUrl, readDatabase);
    for (const [table, each] of Object.entries(stored.rows)) {
      expect(rows[table]).toHaveLength(each.length);
      expect(rows[table]).toEqual(expect.arrayContaining(each.map((row) => expect.objectContaining(row))));
    }
  });
});
