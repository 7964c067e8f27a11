import { expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { openCommandContext } from '../../../cli/commandContext.js';
import { readSettings } from '../../../cli/config.js';
import { printDraft } from '../../../cli/database/draftMigration.js';
import { readPackageFile } from '../../../schema/files.js';
import { records } from '../../../schema/records/index.js';
import { readMigrationFiles } from '../../../storage/migrations/migrationFiles.js';
import { withAdmin } from '../../../storage/roles.js';
import { findDifferences } from '../../../storage/tables/compare.js';
import { draftMigration } from '../../../storage/tables/draft.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const folder = temporaryDataDirectory('portcullis draft ');
const database = await ownTestDatabase();
const urls = { databaseUrl: database.adminUrl, databaseUrlAudit: database.auditWriterUrl };
const { settings } = readSettings({ ...urls, data: folder.path, logLevel: 'silent' }, {});

async function change(statement: string): Promise<void> {
  const client = new pg.Client(database.adminUrl);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

test('nothing that serves or brings in starts over tables that its descriptions do not know, and the draft mends them', async () => {
  const start = async () => {
    const { databases } = await openCommandContext(settings, pino({ level: 'silent' }), { mayCreate: true });
    await databases.release();
  };
  await start();
  await change('alter table cargo.goods_item drop column cus_code');
  await expect(start()).rejects.toMatchObject({
    code: 'TABLES_DIFFER',
    hint: expect.stringContaining('alter table cargo.goods_item add column cus_code text;'),
  });
  await change(
    draftMigration(await withAdmin(database.adminUrl, (admin) => findDifferences(admin, Object.values(records)))),
  );
  await start();
});

test('a draft needs no database, nor a start that failed before: it is of what the migrations here make', async () => {
  const lines: string[] = [];
  await printDraft((line) => lines.push(line));
  expect(lines).toEqual(['-- The tables are what schema/records describes.']);
});

test('the example of its help is a number that is free', () => {
  const [, path = ''] = /compose --migration > (\S+)/.exec(readPackageFile('cli', 'commands', 'help.txt')) ?? [];
  const taken = readMigrationFiles('cargo').map(({ name }) => name.slice(0, 4));
  expect(path).toMatch(/^storage\/migrations\/cargo\/\d{4}_\w+\.sql$/);
  expect(taken).not.toContain(path.split('/').at(-1)?.slice(0, 4));
});
