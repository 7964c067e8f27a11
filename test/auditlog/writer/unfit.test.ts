import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { prepareEntry } from '../../../auditlog/entry/encode.js';
import type { StatedHeader } from '../../../auditlog/types.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openLog } from '../support/openTestLog.js';
import { sampleBody, sampleHeader } from '../support/samples.js';

const { pool } = useLogDatabase();
const entry = (changes: Partial<StatedHeader> = {}) => ({ header: sampleHeader(changes), body: sampleBody() });

it.each([
  ['cannot be encoded', { ...prepareEntry(entry()), body: { ...sampleBody(), askedNames: 5 as never } }],
  ['no index can hold', prepareEntry(entry({ requestId: randomBytes(8000).toString('hex') }))],
])('an entry that %s is refused alone, and is no outage', async (what, unfit) => {
  const log = await openLog(pool, { logId: what.replaceAll(' ', '-') });
  const settled = await Promise.allSettled([log.append(entry()), log.append(entry()), log.add(unfit)]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(await log.writable()).toBe(true);
  await log.close();
});
