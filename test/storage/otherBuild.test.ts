import { beforeAll, expect, test } from '@jest/globals';
import { withAdmin } from '../../storage/roles.js';
import { runCommand, temporaryDataDirectory } from '../support/command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { closedAfter } from '../support/runner/closedAfter.js';

/* An older program over a newer database said "ready", and a newer one would have read tables that it did not know. */
const directory = temporaryDataDirectory();
const databases = new Map<string, TestDatabase>();
const statements = {
  'a newer': `insert into storage.migration_hash (source, name, hash) values ('cargo', '0099_later', 'h')`,
  'an earlier': `update storage.migration_hash set name = '0001_before' where source = 'cargo' and name like '0001%'`,
} as const;
const advice = {
  'a newer': 'which applied cargo/0099_later.sql. Start that one, or one that is newer still.',
  'an earlier':
    'which applied cargo/0001_before.sql. With that one export its log, verify the export and keep it; then ingest again into a new database.',
} as const;

beforeAll(async () => {
  for (const [which, statement] of Object.entries(statements)) {
    const database = closedAfter(await createTestDatabase());
    databases.set(which, database);
    await withAdmin(database.adminUrl, (admin) => admin.query(statement));
  }
});

test.each([
  ['a newer', 1, ['start', '--port', '0']],
  ['an earlier', 1, ['start', '--port', '0']],
  ['an earlier', 1, ['serve', '--port', '0']],
  ['an earlier', 1, ['ingest', 'countries', 'countries.csv', '--originator', 'NL-CUSTOMS']],
  ['an earlier', 2, ['audit', 'verify']],
  ['a newer', 2, ['audit', 'verify']],
] as const)('a database of %s program is refused in one line, code %i: portcullis %j', async (which, code, args) => {
  const url = databases.get(which)?.adminUrl ?? '';
  const command = runCommand([...args, '--data', directory.path], { DATABASE_URL: url });
  expect(await command.ended).toBe(code);
  expect(command.err().trim().split('\n').at(-1)).toBe(
    `portcullis: The database was made by ${which} Portcullis, ${advice[which]} (DATABASE_OF_ANOTHER_BUILD)`,
  );
});
