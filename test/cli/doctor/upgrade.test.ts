import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openCommandContext } from '../../../cli/commandContext.js';
import { readSettings, type Settings } from '../../../cli/config.js';
import { checkUpgrade } from '../../../cli/doctor/upgrade.js';
import { SettingsError } from '../../../cli/settings/file.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { withAdmin } from '../../../storage/roles.js';
import { readStored, releases, restoreStored } from '../../storage/stored/storedDatabase.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* A database of the first release, over which this version is to be started. */
const folder = temporaryDataDirectory('portcullis upgrade ');
const database = await ownTestDatabase({ template: 'template0' });
let settings: Settings;

const on = (statement: string) => withAdmin(database.adminUrl, (admin) => admin.query(statement));

beforeAll(async () => {
  await restoreStored(database.adminUrl, readStored(releases[0] ?? ''));
  // Why: the keys that these rows were written with are nowhere.
  await on('delete from storage.key_fingerprint');
  await on('create table storage.kept_lease as select * from audit.lease; delete from audit.lease');
  const urls = { databaseUrl: database.adminUrl, databaseUrlAudit: database.auditWriterUrl };
  settings = readSettings({ ...urls, data: folder.path, logLevel: 'silent' }, {}).settings;
  const { databases } = await openCommandContext(settings, pino({ level: 'silent' }), { mayCreate: true });
  await databases.release();
});

/** Exit code, and what is not well: `FAULT check place: message todo`. */
async function check(changed: Partial<Settings> = {}): Promise<readonly [number, ...string[]]> {
  const lines: string[] = [];
  const code = await checkUpgrade({ json: true, out: (line) => lines.push(line) }, () => ({ ...settings, ...changed }));
  const { findings } = JSON.parse(lines.join('')) as { findings: readonly Record<string, string>[] };
  const bad = findings.filter(({ severity }) => severity !== 'OK');
  return [
    code,
    ...bad.map((each) => ['severity', 'check', 'place', 'message', 'todo'].map((name) => each[name]).join(' ')),
  ];
}

test('heads that were left behind are asked for, before anybody hears of a forked log', async () => {
  await on('insert into audit.lease select * from storage.kept_lease');
  const [code, ...found] = await check();
  expect(code).toBe(1);
  expect(found).toContainEqual(
    expect.stringMatching(/^FAULT logs main\.cli .*Give --heads the folder that the version before used/),
  );
  await on('delete from audit.lease');
  expect(await check()).toEqual([0]);
});

test('names fields that it has no more, and who was answered them last: an agency heard of it from its users', async () => {
  await on(`insert into gateway.usage (week, agency, client, document_id, coordinate, times, last_on) values
    ('2026-11-23', 'DE-POLICE', 'other', '', 'Person.shoeSize', 3, '2026-11-24'),
    ('2026-11-30', 'NL-CUSTOMS', 'targeting', '', 'Person.shoeSize', 1, '2026-12-01'),
    ('2026-11-30', 'NL-CUSTOMS', 'targeting', '', 'Person.id', 9, '2026-12-01')`);
  expect(await check()).toEqual([
    0,
    'WARNING fields Person.shoeSize It is gone. Last answered to NL-CUSTOMS targeting free text on 2026-12-01, and to 1 other.' +
      ' Tell them first: portcullis usage Person.shoeSize',
  ]);
  await on('delete from gateway.usage');
});

test('names what the first start applies, and analyses again', async () => {
  const last = `source = 'cargo' and name = '0003_cube'`;
  await on(`create table storage.kept as select * from storage.migration_hash where ${last}`);
  await on(`delete from storage.migration_hash where ${last}`);
  await on('update persons.person set matcher_version = 0');
  const [code, ...found] = await check();
  expect(code).toBe(0);
  expect(found).toEqual([
    expect.stringMatching(
      /^WARNING tables tables The first start applies 1 migration: cargo\/0003_cube\. Back up first/,
    ),
    expect.stringMatching(/^WARNING names names The names of \d+ records are analysed again/),
  ]);
  await on('insert into storage.migration_hash select * from storage.kept');
  await on('drop table storage.kept');
  await on('delete from persons.person where matcher_version = 0');
});

test.each([
  [
    'a database of a newer version',
    `insert into storage.migration_hash (source, name, hash) values ('cargo', '0099_later', 'h')`,
    `delete from storage.migration_hash where hash = 'h'`,
    /FAULT tables tables .* by a newer Portcullis.* Start that one/,
  ],
  [
    'a migration that was changed',
    `update storage.migration_hash set hash = 'h' || hash where source = 'cargo' and name = '0003_cube'`,
    `update storage.migration_hash set hash = substr(hash, 2) where source = 'cargo' and name = '0003_cube'`,
    /FAULT tables tables The migration cargo\/0003_cube\.sql was changed/,
  ],
  [
    'a column that nothing describes',
    'alter table cargo.goods_item add column later text',
    'alter table cargo.goods_item drop column later',
    /FAULT tables tables .*goods_item has a column later/,
  ],
])('%s stands in the way', async (_, change, undo, line) => {
  await on(change);
  const [code, ...found] = await check();
  await on(undo);
  expect([code, found]).toEqual([1, [expect.stringMatching(line)]]);
});

test('a policy that says nothing of a category of this version stands in the way', async () => {
  const policyDir = join(folder.path, 'policy');
  mkdirSync(policyDir);
  for (const [name, text] of Object.entries(readPolicyFiles()))
    writeFileSync(join(policyDir, `${name}.yaml`), String(text).replaceAll('cargo.risk', 'cargo.riskOfThen'));
  const [code, ...found] = await check({ policyDir });
  expect([code, found.filter((each) => each.startsWith('FAULT'))]).toEqual([
    1,
    [expect.stringMatching(/^FAULT policy policy .*cargo\.risk, which matrix\.yaml does not have/)],
  ]);
});

test('keys that were left behind stand in the way', async () => {
  const [code, ...found] = await check({ keys: join(folder.path, 'nowhere') });
  expect([code, found]).toEqual([1, [expect.stringMatching(/^FAULT keys keys The key link is missing/)]]);
});

test('a setting that this version does not have stands in the way, by its line', async () => {
  const lines: string[] = [];
  const code = await checkUpgrade({ json: false, out: (line) => lines.push(line) }, () => {
    throw new SettingsError('portcullis.yaml:3: there is no setting maxDept. Did you mean maxDepth?');
  });
  expect([code, lines.join('\n')]).toEqual([
    1,
    expect.stringContaining('portcullis.yaml:3: there is no setting maxDept'),
  ]);
});

test('the command says so with its exit code, needs --check, and changes nothing', async () => {
  const before = await on('select * from storage.migration_hash order by 1, 2');
  const run = (...args: string[]) => {
    const command = runCommand(['upgrade', ...args, '--data', folder.path], { DATABASE_URL: database.adminUrl });
    return command.ended.then((code) => [code, command.out(), command.err()]);
  };
  expect(await run('--check')).toEqual([0, expect.stringContaining('Nothing stands in the way.'), '']);
  expect(await run()).toEqual([1, '', expect.stringContaining("'--check' not specified")]);
  expect((await on('select * from storage.migration_hash order by 1, 2')).rows).toEqual(before.rows);
});
