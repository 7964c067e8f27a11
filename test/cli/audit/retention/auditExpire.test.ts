import { beforeAll, describe, expect, it } from '@jest/globals';
import { acquireLease } from '../../../../auditlog/opening/lease.js';
import { dayBefore, parsePeriods, periodsForm } from '../../../../auditlog/retention/periods.js';
import { createAuditReader } from '../../../../auditlog/store/reader.js';
import { type AuditExpireOptions, runAuditExpire } from '../../../../cli/audit/retention/auditExpire.js';
import type { Settings } from '../../../../cli/config.js';
import { openKeys } from '../../../../storage/keys/keys.js';
import { onDay } from '../../../auditlog/support/days.js';
import { keyStoreBeside } from '../../../auditlog/support/keyStore.js';
import { openLog, openPool } from '../../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../../auditlog/support/samples.js';
import { runCommand } from '../../../support/command.js';
import { openIdleDeployment } from '../../support/idleDeployment.js';

const { folder, database, settings } = await openIdleDeployment('portcullis audit expire ');
const pool = database.ending(openPool(database.adminUrl));
const said: string[] = [];

beforeAll(async () => {
  const keys = await openKeys(`${folder.path}/keys`);
  for (const day of ['2015-01-01', '2023-01-01', '2023-01-02'])
    await onDay(day, async () => {
      const log = await openLog(pool, { logId: 'main', keys, heads: `${folder.path}/heads` });
      for (const kind of ['OUTCOME', 'REFUSED', 'OUTCOME'] as const)
        await log.append({ header: sampleHeader({ kind }), body: sampleBody() });
      await log.close();
    });
});

/** What the writer of a log holds. */
async function acquireLeaseOf(log: string) {
  const client = await pool.connect();
  const now = new Date().toISOString();
  await acquireLease(client, { log, holder: 'a writer', former: null, size: async () => 0, at: now }, 0);
  return client;
}

const run = async (options: Partial<AuditExpireOptions>, changed: Partial<Settings> = {}) => {
  const common = { operator: 'night shift', reason: 'retention period', json: true, isDry: false } as const;
  await runAuditExpire({ ...settings, ...changed }, { ...common, out: (line) => void said.push(line), ...options });
  const { expired } = JSON.parse(said.at(-1) ?? '') as { expired: { log: string; class: string; count: number }[] };
  return expired.filter(({ log }) => log === 'main').map((each) => [each.class, each.count]);
};

describe('portcullis audit expire', () => {
  it('takes no day that is not over for two days, and nothing where no period is stated', async () => {
    const yesterday = dayBefore(new Date().toISOString(), { days: 1 });
    const today = new Date().toISOString().slice(0, 10);
    await expect(run({ before: today })).rejects.toThrow(`Entries of ${yesterday} and later may still be written`);
    await expect(run({})).rejects.toThrow(/No retention period is set/);
    await expect(run({ class: 'REFUSAL' }, { auditRetention: 'LOOK=5y' })).rejects.toThrow(/No retention period/);
  });

  it('says what would go, lets it go by the periods of the deployment, and by a day; an entry says who and why', async () => {
    expect(await run({ isDry: true, before: '2020-01-01' })).toEqual([
      ['LOOK', 2],
      ['REFUSAL', 1],
    ]);
    expect(await run({ class: 'LOOK' }, { auditRetention: 'LOOK=9y,REFUSAL=1d' })).toEqual([['LOOK', 2]]);
    const lease = await acquireLeaseOf('main');
    expect(await run({ isDry: true, before: '2026-01-01', log: 'main' })).toEqual([
      ['LOOK', 2],
      ['REFUSAL', 2],
    ]);
    lease.release(true);
    const all = [
      ['LOOK', 4],
      ['REFUSAL', 3],
    ];
    expect(await run({ isDry: true, before: '2026-01-01', log: 'main' })).toEqual(all);
    expect(await run({ before: '2026-01-01', log: 'main' })).toEqual(all);
    const keys = { ...(await openKeys(`${folder.path}/keys`)), store: keyStoreBeside(database.auditKeysUrl) };
    const { entries } = await createAuditReader(pool, 'main.cli', keys).search({ agencies: null, limit: 100 });
    const acts = entries.toReversed().filter(({ header }) => header.kind === 'EXPIRE');
    expect(acts.map(({ header, body }) => [header.requestId, header.spans, body?.subject])).toEqual([
      ['expire/main/LOOK/2015-01-01/2015-01-01/1', ['1', '3'], 'night shift'],
      ['expire/main/LOOK/2023-01-01/2023-01-02/5', ['5', '7', '9', '11'], 'night shift'],
      ['expire/main/REFUSAL/2015-01-01/2023-01-02/2', ['2', '6', '10'], 'night shift'],
    ]);
    expect(acts[0]?.body?.variables).toMatchObject({ class: 'LOOK', reason: 'retention period' });
    const verify = runCommand([
      ...['audit', 'verify', '--json', '--data', folder.path, '--database-url', database.adminUrl],
    ]);
    expect([await verify.ended, JSON.parse(verify.out())]).toEqual([0, expect.objectContaining({ verdict: 'OK' })]);
  });
});

describe('the last day of a log', () => {
  it('stays in one of another instance, whose heads lie elsewhere, though nobody writes it', async () => {
    const keys = await openKeys(`${folder.path}/keys`);
    await onDay('2016-01-01', async () => {
      const log = await openLog(pool, { logId: 'other', keys, heads: `${folder.path}/elsewhere` });
      await log.append({ header: sampleHeader({ kind: 'OUTCOME' }), body: sampleBody() });
      await log.close();
    });
    const count = async () =>
      (await pool.query(`select count(*)::int from audit.entry where log = 'other'`)).rows[0].count;
    const before = await count();
    await run({ before: '2026-01-01', log: 'other' });
    expect([await count(), JSON.parse(said.at(-1) ?? '').expired.map((each: { count: number }) => each.count)]).toEqual(
      [before, [0, 0]],
    );
  });
});

describe('a retention period', () => {
  it.each(['LOOK=5y', 'REFUSAL=18m,LOOK=400d'])('may be "%s"', (text) => expect(text).toMatch(periodsForm));
  it.each(['', 'LOOK', 'HOUSE=5y', 'LOOK=0y', 'LOOK=5', 'LOOK=5y,', 'LOOK=5y;REFUSAL=1y', 'LOOK=-1y'])(
    'is not "%s"',
    (text) => expect(text).not.toMatch(periodsForm),
  );
  it.each([
    ['2024-02-29T10:00:00.000Z', '1y', '2023-02-28'],
    ['2026-03-31T10:00:00.000Z', '1m', '2026-02-28'],
    ['2026-01-15T10:00:00.000Z', '18m', '2024-07-15'],
    ['2026-03-01T00:00:00.000Z', '1d', '2026-02-28'],
  ])('of %s back by %s ends on %s', (instant, period, day) => {
    const [[, parsed] = []] = parsePeriods(`LOOK=${period}`);
    expect(dayBefore(instant, parsed ?? {})).toBe(day);
  });
});
