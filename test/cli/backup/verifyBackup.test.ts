/** @isolated it moves the clock. */
import { afterAll, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { openAuditLog } from '../../../auditlog/writer/openLog.js';
import { runBackupVerify } from '../../../cli/backup/verifyBackup.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { appendNow, openPool, testOpening } from '../../auditlog/support/openTestLog.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

/* A copy of a deployment that was answering: its last entries are under no checkpoint yet, and never will be. */
const { folder, database, settings, close } = await openIdleDeployment('portcullis verify backup ');
const pool = openPool(database.auditWriterUrl);

afterAll(async () => {
  await pool.end();
  await close();
});

async function verify() {
  const lines: string[] = [];
  const code = await runBackupVerify(settings, { folder: undefined, json: true, out: (line) => lines.push(line) });
  const { audit, closed } = JSON.parse(lines.join(''));
  return { code, audit, closed };
}

async function write(entries: number): Promise<void> {
  const log = await openAuditLog({
    ...{ pool, logId: 'main', heads: `${folder.path}/heads`, opening: testOpening, log: pino({ level: 'silent' }) },
    keys: { ...(await openKeys(`${folder.path}/keys`)), store: keyStoreBeside(database.auditKeysUrl) },
  });
  await appendNow(log, entries);
  await log.close();
}

test('a copy is verified as of its newest entry: backups of busy servers were unproven a minute later', async () => {
  await write(4);
  await write(6);
  const unsign = 'delete from audit.checkpoint where size = (select max(size) from audit.checkpoint)';
  await withAdmin(database.adminUrl, (admin) => admin.query(unsign));
  const real = Date.now.bind(Date);
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() + 600_000);
  expect(await verify()).toMatchObject({ code: 0, audit: { verdict: 'OK' } });
  clock.mockRestore();
});

test('a copy is unproven whose bodies open under no key and by no copy of keys: such a backup was taken for a good one', async () => {
  await withAdmin(database.adminUrl, (admin) => admin.query(`update audit_keys.tree_key set wrapped_by = 'forgotten'`));
  expect(await verify()).toMatchObject({ code: 2, closed: { from: null, closed: expect.any(Number) } });
});
