import { expect, it } from '@jest/globals';
import { findExport } from '../../../../auditlog/store/finding/findExport.js';
import { useLogDatabase } from '../../support/logDatabase.js';
import { appendMany, openLog } from '../../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../../support/samples.js';

const { pool } = useLogDatabase();

it('an export that began at entry 9 ends at entry 10: sorted as texts, it was under way for ever', async () => {
  const log = await openLog(pool);
  await appendMany(log, 8);
  for (const kind of ['INTENT', 'OUTCOME'] as const)
    await log.append({ header: sampleHeader({ kind, requestId: 'one-export' }), body: sampleBody() });
  await log.close();
  const found = await findExport(pool, auditKeys, 'one-export');
  expect(found.map(({ index, header }) => [index, header.kind])).toEqual([
    [9, 'INTENT'],
    [10, 'OUTCOME'],
  ]);
});
