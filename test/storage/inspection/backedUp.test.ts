import { expect, test } from '@jest/globals';
import { judge } from '../../../cli/doctor/checks/database/backups.js';
import { ageOf, readBackedUp, readEscrowed } from '../../../storage/inspection/backedUp.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const log = database.ending(openLogPool(database.auditWriterUrl));

const hour = 3_600_000;
const now = Date.parse('2026-12-03T12:00:00.000Z');
let index = 0;

/** An entry of so many hours ago. */
async function enter(
  hours: number,
  of: { log?: string; kind?: string; id?: string; code?: string } = {},
): Promise<void> {
  const { log: name = 'main.cli', kind = 'OUTCOME', id = `backup_${index}`, code = 'OK' } = of;
  await withAdmin(database.adminUrl, async (admin) => {
    await admin.query(
      `insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, code)
       values ($1, $2, '', sha256(''), '', $3, $4, $5, $6)`,
      [name, index++, kind, new Date(now - hours * hour), id, code],
    );
  });
}

const hoursSince = async () => {
  const { since, isBackedUp } = await readBackedUp(log);
  return [since && (now - since.getTime()) / hour, isBackedUp];
};

test('the newest backup is as old as the last one that an operators’ log says was done, or as the log', async () => {
  expect(await hoursSince()).toEqual([null, false]);
  await enter(100, { log: 'main', id: 'request' });
  expect(await hoursSince()).toEqual([100, false]);
  await enter(90);
  await enter(80);
  expect(await hoursSince()).toEqual([80, true]);
  // A restore that lacks entries is followed by another instance.
  await enter(50, { log: 'main-2.cli' });
  expect(await hoursSince()).toEqual([50, true]);
});

test('a backup that failed, was begun, or was only looked for in a request makes it no younger', async () => {
  await enter(40);
  await enter(200, { log: 'main', id: 'first' });
  expect(await hoursSince()).toEqual([40, true]);
  await enter(5, { code: 'DISK_FULL' });
  await enter(4, { kind: 'INTENT' });
  await enter(4, { kind: 'UNKNOWN' });
  await enter(3, { log: 'main', id: 'backup_x' });
  await enter(2, { id: 'removal_x' });
  await enter(2, { id: 'backups' });
  expect(await hoursSince()).toEqual([40, true]);
});

test('the doctor warns once a night was missed', () => {
  const ago = (hours: number, isBackedUp: boolean) => judge({ since: new Date(now - hours * hour), isBackedUp }, now);
  expect(ago(36, true)).toMatchObject({ severity: 'OK', message: 'The newest is 36 hours old.' });
  expect(ago(37, true)).toMatchObject({ severity: 'WARNING', message: 'The newest is 37 hours old.' });
  expect(ago(30, false)).toMatchObject({ severity: 'OK', message: expect.stringContaining('none was made yet') });
  expect(ago(72, false)).toMatchObject({ severity: 'WARNING', message: expect.stringContaining('none was made yet') });
  expect(judge({ since: null, isBackedUp: false }, now).severity).toBe('OK');
});

test('a backup that is dated later than now is of no known age, and does not pass for a new one: a clock was ahead', () => {
  const ahead = (ms: number) => ({ since: new Date(now + ms), isBackedUp: true });
  expect([ageOf(ahead(300_000), now), ageOf(ahead(300_001), now)]).toEqual([-300_000, Number.POSITIVE_INFINITY]);
  expect(judge(ahead(300_000), now).severity).toBe('OK');
  expect(judge(ahead(48 * hour), now)).toMatchObject({
    severity: 'WARNING',
    message: 'By the log it is 2 days until the newest was made.',
  });
});

test('an export of keys is as old as the last one that was done, and is no backup', async () => {
  const before = await hoursSince();
  expect(await readEscrowed(log)).toBeNull();
  await enter(3, { id: 'escrow_1' });
  await enter(2, { id: 'escrow_2', code: 'BAD_USER_INPUT' });
  expect(await readEscrowed(log)).toEqual(new Date(now - 3 * hour));
  expect(await hoursSince()).toEqual(before);
});
