import { afterAll, expect, it } from '@jest/globals';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { rotate } from '../../../cli/keys/keys.js';
import { rewrap } from '../../../cli/keys/rewrapKeys.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { openLog, openPool } from '../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

const { folder, database, settings, close } = await openIdleDeployment('portcullis forgotten ');
const pool = openPool(database.adminUrl);
afterAll(async () => {
  await pool.end();
  await close();
});

const keysNow = async () => ({
  ...(await openKeys(`${folder.path}/keys`)),
  store: keyStoreBeside(database.auditKeysUrl),
});
const forget = () =>
  rewrap(settings, {
    json: true,
    out: () => undefined,
    operator: 'night shift',
    forgets: true,
    progress: () => undefined,
  });
const isOpen = async () => {
  const { entries } = await createAuditReader(pool, 'main', await keysNow()).search({ agencies: null, limit: 10 });
  return entries.find(({ header }) => header.kind === 'OUTCOME')?.body !== null;
};
const onKeys = (text: string) => withAdmin(database.adminUrl, (admin) => admin.query(text));

it('opens the log as it is, and no older copy of its keys: not while anyone may still wrap under the earlier key', async () => {
  const log = await openLog(pool, { logId: 'main', keys: await keysNow(), heads: `${folder.path}/heads` });
  await log.append({ header: sampleHeader(), body: sampleBody() });
  await onKeys('create table audit_keys.older as select * from audit_keys.tree_key');
  await rotate(settings, 'auditSeal', 'night shift');
  await expect(forget()).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  expect((await keysNow()).previous('auditSeal')).toHaveLength(1);
  await log.close();
  await forget();
  expect([(await keysNow()).previous('auditSeal'), await isOpen()]).toEqual([[], true]);
  await onKeys('delete from audit_keys.tree_key; insert into audit_keys.tree_key select * from audit_keys.older');
  expect(await isOpen()).toBe(false);
});
