import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { runAuditErase } from '../../../cli/audit/retention/auditErase.js';
import { checkKeyCopy } from '../../../cli/backup/checkKeyCopy.js';
import { runRestore } from '../../../cli/backup/restore.js';
import { withCommandContext } from '../../../cli/commandContext.js';
import { endRestore } from '../../../cli/kept/endRestore.js';
import { putKeysBack } from '../../../cli/kept/putKeysBack.js';
import { changeSeals } from '../../../cli/keys/changeSeals.js';
import { copyKeys } from '../../../cli/keys/copyKeys.js';
import { openActList } from '../../../storage/acts/actList.js';
import { endRestoring, markRestoring } from '../../../storage/acts/restoring.js';
import { listKeyCopies, readKeyCopy } from '../../../storage/backup/keyCopy.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { openLog, openPool } from '../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { openIdleDeployment } from '../../cli/support/idleDeployment.js';

/*
 * A deployment that renews the keys of its seal each night. Its database goes back to a copy of nine days ago, after one entry was
 * erased before the last copy of the keys apart, and another one after it.
 */
const { folder, database, settings } = await openIdleDeployment('portcullis nine days ');
const backup = `${database.name}_copy`;
const backups = `${folder.path}-backups`;
const keysDirectory = join(folder.path, 'keys');
const by = { operator: 'night shift', json: true, out: () => undefined };
const week = { every: 1, keep: 7 };
const night = (number: number): Date => new Date(Date.now() + number * 86_400_000);
const nameOf = (number: number): string => `${night(number).toISOString().replaceAll(/[-:]/g, '')}`;

const onServer = (...texts: readonly string[]) =>
  withAdmin(database.adminUrl.replace(`/${database.name}?`, '/postgres?'), async (admin) => {
    for (const text of texts) await admin.query(text);
  });
const clone = (from: string, to: string) =>
  onServer(
    `drop database if exists ${to} with (force)`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${from}'`,
    `create database ${to} template ${from}`,
  );
afterAll(() => onServer(`drop database if exists ${backup} with (force)`));

const keysNow = async () => ({
  ...(await openKeys(keysDirectory)),
  store: keyStoreBeside(database.auditKeysUrl),
});
const reading = async <T>(read: (pool: LogPool) => Promise<T>): Promise<T> => {
  const pool = openPool(database.adminUrl);
  return await read(pool as unknown as LogPool).finally(() => pool.end());
};
/** Which of the three entries open. */
const open = async (): Promise<readonly number[]> => {
  const keys = await keysNow();
  return await reading(async (pool) => {
    const { entries } = await createAuditReader(pool, 'main', keys).search({ agencies: null, limit: 100 });
    return entries.flatMap(({ index, header, body }) => (header.kind === 'OUTCOME' && body ? [index] : [])).sort();
  });
};
const erase = (index: number) =>
  runAuditErase(settings, { ...by, log: 'main', spans: [{ from: index, to: index }], reason: 'decision 1' });
const copy = (name: string) =>
  withCommandContext(settings, (context) => copyKeys(context, { folder: backups, name, keepMs: 7 * 86_400_000 }));
const goBack = async (): Promise<void> => {
  await clone(backup, database.name);
  markRestoring(folder.path, { since, copies: backups });
};

/** What a restore does with the keys before all else. */
const putBack = () => withCommandContext(settings, (context) => putKeysBack(context, backups), { isRestoring: true });

let since: Awaited<ReturnType<ReturnType<typeof openActList>['position']>>;
let places: readonly number[] = [];
let path = '';
let nameOfCopy = '';

beforeAll(async () => {
  const log = await openLog(openPool(database.auditWriterUrl), {
    logId: 'main',
    keys: await keysNow(),
    heads: `${folder.path}/heads`,
  });
  const receipts = [];
  for (let i = 0; i < 3; i += 1) receipts.push(await log.append({ header: sampleHeader(), body: sampleBody() }));
  places = receipts.map(({ index }) => index);
  await log.close();
  since = await openActList(join(folder.path, 'heads'), (await keysNow()).link).position();
  await clone(database.name, backup);
  await erase(places[0] ?? 0);
  const { auditSeal: seal } = await keysNow();
  await reading(async (store) => {
    for (let number = 1; number <= 9; number += 1)
      await changeSeals({ store, seal, keysDirectory }, { ...week, now: night(number) });
  });
  nameOfCopy = nameOf(9);
  ({ path } = await copy(nameOfCopy));
  await erase(places[1] ?? 0);
}, 60_000);

describe('a database of nine days ago, whose seal is forgotten', () => {
  it('opens to nobody with all keys that are left, erased or not', async () => {
    await goBack();
    expect(await open()).toEqual([]);
  });

  it('stays closed with a copy of keys that was changed, cut, or is not the last of this list of acts', async () => {
    await goBack();
    const whole = readFileSync(path, 'utf8');
    const lines = whole.split('\n');
    const changes = [
      whole.replace('"LOOK"', '"HOUS"'),
      [...lines.slice(0, -3), ...lines.slice(-2)].join('\n'),
      lines.slice(0, -2).join('\n'),
      '',
      whole.replace(/"acts":"\d+/, '"acts":"9'),
    ];
    for (const changed of changes) {
      writeFileSync(path, changed);
      const { link } = await keysNow();
      const read = async () => {
        for await (const _ of readKeyCopy(path, link, () => undefined));
      };
      await expect(read()).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
      const { isWhole } = (await checkKeyCopy(join(backups, nameOfCopy), await openKeys(keysDirectory))) ?? {};
      expect(isWhole).toBe(false);
    }
    expect(await putBack()).toMatchObject({ from: null, closed: expect.any(Number) });
    expect(await open()).toEqual([]);
    writeFileSync(path, whole);
    expect(await checkKeyCopy(join(backups, nameOfCopy), await openKeys(keysDirectory))).toMatchObject({
      isWhole: true,
      closed: 0,
    });
  });

  it('opens with the last copy of keys apart what was not erased: not what was erased before that copy, nor after it', async () => {
    await goBack();
    const { keys, redone } = await endRestore(settings, 'op');
    expect(keys).toEqual({ from: path, closed: 0 });
    expect(redone).toEqual({ ERASE: 2 });
    expect(await open()).toEqual([places[2]]);
    const known = await keysNow();
    const { faults } = await reading((pool) => verifyLog(pool, 'main', known));
    expect(faults).toEqual([]);
  });

  it('is opened by no copy that is older than its entries: keys would be missing that nobody destroyed', async () => {
    await goBack();
    const later = sampleHeader({ at: night(30).toISOString() });
    await withAdmin(database.adminUrl, (admin) =>
      admin.query('update audit.entry set at = $1 where index = 0 and log = $2', [later.at, 'main']),
    );
    expect(await putBack()).toMatchObject({ from: null });
    endRestoring(folder.path);
  });

  it('put back by a tool of PostgreSQL opens with that copy too, and has what was erased since taken away again', async () => {
    await clone(backup, database.name);
    await expect(erase(places[2] ?? 0)).rejects.toMatchObject({ code: 'RESTORING' });
    await runRestore(settings, { operator: 'op', copies: backups, json: true, out: () => undefined });
    expect(await open()).toEqual([places[2]]);
  });
});

describe('the copies of keys', () => {
  it('go after seven days, with what a killed backup left of one, and nothing else goes: not those of another deployment', async () => {
    writeFileSync(join(backups, 'keys-mine'), '');
    writeFileSync(join(backups, `keys-${nameOf(-1)}.new`), '');
    for (const number of [-9, -6]) writeFileSync(join(backups, `keys-${nameOf(number)}`), readFileSync(path));
    writeFileSync(join(backups, `keys-${nameOf(-8)}`), 'of another deployment');
    const { removed } = await copy(nameOf(0));
    expect(removed.map((name) => name.slice(0, 13))).toEqual([`keys-${nameOf(-9).slice(0, 8)}`]);
    expect(listKeyCopies(backups)).toHaveLength(4);
    expect(readdirSync(backups).filter((name) => !/^keys-.*Z$/.test(name))).toEqual(['keys-mine']);
  });
});
