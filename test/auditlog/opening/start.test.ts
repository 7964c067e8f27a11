import { expect, it } from '@jest/globals';
import { rangeRoot } from '../../../auditlog/merkle.js';
import { checkStart } from '../../../auditlog/opening/start.js';
import { readRange } from '../../../auditlog/store/tree.js';
import { keyStoreBeside } from '../support/keyStore.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

const { database, pool } = useLogDatabase();
const logId = 'main';

it('a log whose last entries do not open for its file of keys is an old one is not called forged', async () => {
  await writeLog(pool, 300, { logId });
  const committed = { log: logId, size: 256, root: rangeRoot(await readRange(pool, logId, 256)) };
  const keys = { ...auditKeys, store: keyStoreBeside(database.adminUrl) };
  await expect(checkStart(pool, { log: logId, committed, keys })).resolves.toMatchObject({ found: { size: 301 } });
  const auditSeal = () => [new Uint8Array(32).fill(9)] as const;
  await expect(checkStart(pool, { log: logId, committed, keys: { ...keys, auditSeal } })).rejects.toMatchObject({
    code: 'AUDIT_UNAVAILABLE',
    message: expect.stringContaining('are closed'),
  });
});
