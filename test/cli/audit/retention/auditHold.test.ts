import { beforeAll, expect, it } from '@jest/globals';
import { createAuditReader } from '../../../../auditlog/store/reader.js';
import { withAuditLog } from '../../../../cli/audit/access.js';
import { runAuditErase } from '../../../../cli/audit/retention/auditErase.js';
import { runAuditHold, runAuditHolds, runAuditRelease } from '../../../../cli/audit/retention/auditHold.js';
import { openKeys } from '../../../../storage/keys/keys.js';
import { keyStoreBeside } from '../../../auditlog/support/keyStore.js';
import { openLog, openPool } from '../../../auditlog/support/openTestLog.js';
import { sampleBody, sampleHeader } from '../../../auditlog/support/samples.js';
import { openIdleDeployment } from '../../support/idleDeployment.js';

const { folder, database, settings } = await openIdleDeployment('portcullis audit hold ');
const pool = database.ending(openPool(database.adminUrl));
const said: string[] = [];

beforeAll(async () => {
  const log = await openLog(pool, { logId: 'main', keys: await openKeys(`${folder.path}/keys`), heads: folder.path });
  for (let i = 0; i < 9; i += 1) await log.append({ header: sampleHeader(), body: sampleBody() });
  await log.close();
});

const options = { operator: 'night shift', reason: 'a check', json: true, out: (line: string) => void said.push(line) };
const span = { from: 4, to: 6 };

type Access = Parameters<typeof runAuditHold>[0];
const run = (work: (access: Access) => Promise<void>) =>
  withAuditLog(settings, async (access) => {
    await work(access);
    return 0;
  });
async function list(isAll = false) {
  await run((access) => runAuditHolds(access, { ...options, isAll }));
  return JSON.parse(said.at(-1) ?? '');
}

it('holds entries, lists the hold, and lets go of them, each act by an entry that says who and why', async () => {
  await run((access) => runAuditHold(access, { ...options, log: 'main', spans: [span], caseReference: 'CASE-9' }));
  const { hold } = JSON.parse(said.at(-1) ?? '');
  expect(await list()).toMatchObject({
    holds: [{ id: hold, log: 'main', entries: '4-6', entry: expect.stringMatching(/^main\.cli\//), released: null }],
    spoilt: [],
  });
  const erase = () => runAuditErase(settings, { ...options, log: 'main', spans: [span] });
  await expect(erase()).rejects.toMatchObject({ code: 'AUDIT_HELD' });
  await run((access) => runAuditRelease(access, { ...options, id: hold }));
  await expect(run((access) => runAuditRelease(access, { ...options, id: hold }))).rejects.toThrow(/There is no hold/);
  expect([(await list()).holds.length, (await list(true)).holds.length]).toEqual([0, 1]);
  await erase();
  const keys = { ...(await openKeys(`${folder.path}/keys`)), store: keyStoreBeside(database.auditKeysUrl) };
  const { entries } = await createAuditReader(pool, 'main.cli', keys).search({ agencies: null, limit: 100 });
  const acts = entries.toReversed().filter(({ header }) => header.kind !== 'OPENED');
  expect(acts.map(({ header, body }) => [header.kind, header.requestId, body?.subject, body?.caseReference])).toEqual([
    ['HOLD', `hold/main/${hold}`, 'night shift', 'CASE-9'],
    ['RELEASE', `release/main/${hold}`, 'night shift', null],
    ['ERASE', 'erase/main/4-6', 'night shift', null],
  ]);
  expect([acts[0]?.header.spans, acts[0]?.body?.variables]).toMatchObject([['4-6'], { reason: 'a check' }]);
});
