import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { readSettings, type Settings } from '../../../cli/config.js';
import { openFoundation } from '../../../cli/foundation.js';
import { printDraft } from '../../../cli/operate/draftMigration.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

const folder = temporaryDataDirectory('portcullis draft ');
let database: TestDatabase;
let settings: Settings;

beforeAll(async () => {
  database = await createTestDatabase();
  const urls = { databaseUrl: database.adminUrl, databaseUrlAudit: database.auditWriterUrl };
  settings = readSettings({ ...urls, data: folder.path, logLevel: 'silent' }, {}).settings;
});
afterAll(async () => {
  await database?.close();
  folder.remove();
});

async function change(statement: string): Promise<void> {
  const client = new pg.Client(database.adminUrl);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function draft(): Promise<string> {
  const lines: string[] = [];
  await printDraft(settings, (line) => lines.push(line));
  return lines.join('\n');
}

test('nothing that serves or brings in starts over tables that its descriptions do not know, and the draft mends them', async () => {
  const start = async () => {
    const { databases } = await openFoundation(settings, pino({ level: 'silent' }), { mayCreate: true });
    await databases.release();
  };
  await start();
  expect(await draft()).toBe('-- The tables are what schema/records describes.');
  await change('alter table cargo.goods_item drop column cus_code');
  await expect(start()).rejects.toMatchObject({
    code: 'TABLES_DIFFER',
    hint: expect.stringContaining('alter table cargo.goods_item add column cus_code text;'),
  });
  await change(await draft());
  await start();
  await change('drop table cargo.trade_party');
  const lines: string[] = [];
  await printDraft(settings, (line) => lines.push(line));
  // Why: a line feed within a line is printed as `\\u000a`.
  expect(lines).toContain('create table cargo.trade_party (');
});
