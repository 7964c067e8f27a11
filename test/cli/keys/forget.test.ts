import { expect, it } from '@jest/globals';
import { envelopeDigests, openEnvelope, sealEnvelope } from '../../../auditlog/entry/envelope.js';
import { readEnvelopes, storeEnvelopes } from '../../../auditlog/store/envelopes.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { WriterKeys } from '../../../auditlog/writer/writerKeys.js';
import { rotate } from '../../../cli/keys/keys.js';
import { rewrap } from '../../../cli/keys/rewrapKeys.js';
import { openKeys } from '../../../storage/keys/keys.js';
import { withAdmin } from '../../../storage/roles.js';
import { keyStoreBeside } from '../../auditlog/support/keyStore.js';
import { openLog, openPool } from '../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../auditlog/support/samples.js';
import { openIdleDeployment } from '../support/idleDeployment.js';

const { folder, database, settings } = await openIdleDeployment('portcullis forgotten ');
const pool = database.ending(openPool(database.adminUrl));

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
const isOpen = async (keys: Awaited<ReturnType<typeof keysNow>>) => {
  const { entries } = await createAuditReader(pool, 'main', keys).search({ agencies: null, limit: 10 });
  return entries.find(({ header }) => header.kind === 'OUTCOME')?.body !== null;
};
const onKeys = (text: string) => withAdmin(database.adminUrl, (admin) => admin.query(text));

it('opens the log as it is, and no older copy of its keys, while a server writes on and takes up the present key by itself', async () => {
  const served = await keysNow();
  const log = await openLog(pool, { logId: 'main', keys: served, heads: `${folder.path}/heads` });
  await log.append({ header: sampleHeader(), body: sampleBody() });
  await onKeys('create table audit_keys.older as select * from audit_keys.tree_key');
  await rotate(settings, 'auditSeal', 'night shift');
  await forget();
  expect([(await keysNow()).previous('auditSeal'), await isOpen(await keysNow())]).toEqual([[], true]);
  const tomorrow = new WriterKeys('main', served, 5000);
  expect(await tomorrow.ready('2031-01-01T00:00:00.000Z', 1000, 1)).toBeNull();
  await log.append({ header: sampleHeader(), body: sampleBody() });
  await log.close();
  expect(await isOpen(served)).toBe(true);
  await onKeys('delete from audit_keys.tree_key; insert into audit_keys.tree_key select * from audit_keys.older');
  expect([await isOpen(await keysNow()), await isOpen(served)]).toEqual([false, false]);
});

it('seals anew the envelopes that the forgotten key sealed before 0.2.0 was finished: entries would name what opens for nobody', async () => {
  const { auditSeal, blindIndex } = await keysNow();
  const text = '{"originator":"NL-CUSTOMS"}';
  const digest = envelopeDigests(blindIndex)(text);
  const db = pool as unknown as LogQuery;
  await storeEnvelopes(db, [sealEnvelope(auditSeal()[0], digest, text)]);
  await rotate(settings, 'auditSeal', 'night shift');
  await forget();
  const stored = (await readEnvelopes(db, [digest])).get(digest);
  expect(stored && openEnvelope(stored, { index: [blindIndex], seal: () => [] })).toBe(text);
});
