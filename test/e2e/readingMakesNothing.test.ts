import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withAdmin } from '../../storage/roles.js';
import { runCommand, temporaryDataDirectory } from '../support/command.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

/*
 * A mistyped --data was answered out of a new, empty database: 60 MB, "There is no audit log yet.", exit code 0.
 */
const directory = temporaryDataDirectory();
const folder = join(directory.path, '..');
const database = await ownTestDatabase({ template: 'template0' });

const reading: readonly (readonly string[])[] = [
  ['audit', 'verify'],
  ['audit', 'prove', '--index', '0'],
  ['sources'],
  ['sources', '--runs'],
  ['sources', 'ofac-sdn', '1'],
  ['quarantine'],
  ['export', '--source', 'x', '--originator', 'NL-CUSTOMS', '--format', 'jsonl'],
  ['documents'],
  ['keys'],
  ['keys', '--rotate', 'cursor'],
  ['purge'],
];

describe('a command that reads', () => {
  test.each(reading.map((args) => [args.join(' '), args] as const))(
    'makes neither database nor keys where there are none: portcullis %s',
    async (_, args) => {
      const command = runCommand([...args, '--data', directory.path]);
      // Of some, 1 is an answer.
      expect(await command.ended).toBe(args.includes('verify') ? 2 : 1);
      expect(command.out()).toBe('');
      expect(command.err().trim().split('\n')).toHaveLength(1);
      expect(command.err()).toMatch(
        /^portcullis: (?:There (?:is no database|are no keys) in |The key cursor is missing)/,
      );
      expect(existsSync(directory.path)).toBe(false);
    },
    60_000,
  );

  test('leaves a folder that is there as it is, and a file', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const path of [empty, file]) {
      const command = runCommand(['sources', '--data', path]);
      expect(await command.ended).toBe(1);
      expect(command.err()).toContain(`There is no database in ${path}.`);
    }
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe('a database of one’s own', () => {
  test('that holds nothing of Portcullis is told so, and stays empty', async () => {
    const command = runCommand(['sources', '--data', directory.path], { DATABASE_URL: database.adminUrl });
    expect(await command.ended).toBe(1);
    expect(command.err()).toMatch(/^portcullis: The database has no tables of Portcullis\. See --data/);
    expect(existsSync(directory.path)).toBe(false);
    const schemas = await withAdmin(database.adminUrl, (admin) =>
      admin.query(
        "select nspname from pg_namespace where nspname not like 'pg\\_%' and nspname not in ('public', 'information_schema')",
      ),
    );
    expect(schemas.rows).toEqual([]);
  });
});
