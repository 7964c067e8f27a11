import { renameSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import pino from 'pino';
import { openAuditLog } from '../../../auditlog/writer/openLog.js';
import { runBackupVerify } from '../../../cli/backup/verifyBackup.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { appendNow, openPool, testOpening } from '../../auditlog/support/openTestLog.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

/* A copy of a deployment that was answering: its last entries are under no checkpoint yet, and never will be. */
const { folder, database, settings } = await openIdleDeployment('portcullis verify backup ');
const pool = database.ending(openPool(database.auditWriterUrl));

beforeAll(async () => {
  await write(4);
  await write(6);
  const unsign = 'delete from audit.checkpoint where size = (select max(size) from audit.checkpoint)';
  await withAdmin(database.adminUrl, (admin) => admin.query(unsign));
});

async function verify() {
  const lines: string[] = [];
  const code = await runBackupVerify(settings, { folder: undefined, json: true, out: (line) => lines.push(line) });
  return { code, ...JSON.parse(lines.join('')) };
}

async function write(entries: number, logId = 'main'): Promise<void> {
  const log = await openAuditLog({
    ...{ pool, logId, heads: `${folder.path}/heads`, opening: testOpening, log: pino({ level: 'silent' }) },
    keys: { ...(await openKeys(`${folder.path}/keys`)), store: keyStoreBeside(database.auditKeysUrl) },
  });
  await appendNow(log, entries);
  await log.close();
}

test('a copy is verified as of its newest entry: backups of busy servers were unproven a minute later', async () => {
  const real = Date.now;
  Date.now = () => real() + 600_000;
  try {
    await write(1, 'main.cli');
    expect(await verify()).toMatchObject({ code: 0, audit: { verdict: 'OK' }, unsigned: [] });
  } finally {
    Date.now = real;
  }
});

test('how many last entries of a copy are under no checkpoint and no head is said: exit code 0 passed for a proof of them', async () => {
  const head = `${folder.path}/heads/main.head`;
  renameSync(head, `${head}.away`);
  const { unsigned, audit } = await verify();
  renameSync(`${head}.away`, head);
  const { size } = audit.logs.find(({ log }: { log: string }) => log === 'main');
  const { rows } = await withAdmin(database.adminUrl, (admin) =>
    admin.query(`select max(size)::int as signed from audit.checkpoint where log = 'main'`),
  );
  expect(size).toBeGreaterThan(rows[0].signed);
  expect(unsigned).toEqual([{ log: 'main', entries: size - rows[0].signed }]);
});

test('a copy without any record is unproven where runs took some in: an empty database passed for a whole one', async () => {
  await withAdmin(database.adminUrl, (admin) =>
    admin.query(`insert into ingest.run (id, format, originator, files, state, stored, started_at)
      values ('run_1', 'persons', 'EUROPOL', '{}', 'DONE', 5, now())`),
  );
  expect(await verify()).toMatchObject({ code: 2, lost: 1 });
  await withAdmin(database.adminUrl, (admin) => admin.query('delete from ingest.run'));
});

test('a copy is unproven whose bodies open under no key and by no copy of keys: such a backup was taken for a good one', async () => {
  await withAdmin(database.adminUrl, (admin) => admin.query(`update audit_keys.tree_key set wrapped_by = 'forgotten'`));
  expect(await verify()).toMatchObject({ code: 2, closed: { from: null, closed: expect.any(Number) } });
});
