import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { type StatedHeader, subjectKinds } from '../../../auditlog/types.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { afterAttack, headOf } from './tampering.js';

const log = 'requests';
const { pool, admin } = useLogDatabase();
const request = '01938c2e-7a11-7c44-9b1f-0123456789ab';
const letter = 'ab'.repeat(32);
const stated = { subjectRequest: request, subjectAgency: 'NL-CUSTOMS' };

/** One entry of each kind, behind the one that opens the log. */
beforeAll(async () => {
  const written = await openLog(pool, { logId: log });
  const append = (kind: (typeof subjectKinds)[number], more: Partial<StatedHeader> = {}) =>
    written.append({
      header: sampleHeader({ kind, requestId: randomBytes(12).toString('hex'), ...stated, ...more }),
      body: sampleBody({ subjectDecision: 'GRANTED_IN_PART' }),
    });
  await append('SUBJECT_ASKED');
  await append('SUBJECT_ANSWERED', { letterSha256: letter });
  await append('SUBJECT_AGREED', { agency: 'DE-POLICE' });
  await written.close();
});

describe("the entries of a person's request", () => {
  it('state in clear whose request it is, and of which letter, and nothing of how it was decided', async () => {
    const reader = createAuditReader(pool, log, auditKeys);
    const entries = await Promise.all([1, 2, 3].map((index) => reader.entry(index)));
    expect(entries.map((entry) => entry?.header.kind)).toEqual(subjectKinds);
    for (const entry of entries) expect(entry).toMatchObject({ header: { ...stated, retention: 'LOOK' } });
    expect(entries.map((entry) => entry?.header.letterSha256)).toEqual([undefined, letter, undefined]);
    expect(entries[1]?.body?.subjectDecision).toBe('GRANTED_IN_PART');
    expect(JSON.stringify(entries.map((entry) => entry?.header))).not.toContain('GRANTED');
  });

  it('are whole, and found without the rest of the log', async () => {
    expect(await verifyLog(pool, log, auditKeys)).toMatchObject({ faults: [] });
    const client = await pool.connect();
    await client.query('begin');
    await client.query('set local enable_seqscan = off');
    const { rows } = await client.query(
      "explain select e.header from audit.entry e where e.kind in ('SUBJECT_ASKED', 'SUBJECT_ANSWERED')",
    );
    await client.query('rollback');
    client.release();
    expect(JSON.stringify(rows)).toContain('entry_subject_act');
  });

  it.each([
    [
      'the hash of the letter is another',
      `overlay(header placing convert_to('${'cd'.repeat(32)}', 'UTF8') from position('${letter}'::bytea in header))`,
    ],
    [
      'the request is another',
      `overlay(header placing convert_to('11938c2e', 'UTF8') from position('01938c2e'::bytea in header))`,
    ],
    [
      'the agency is another',
      `overlay(header placing convert_to('NL-CUSTOMZ', 'UTF8') from position('NL-CUSTOMS"'::bytea in substr(header, 300)) + 299)`,
    ],
  ])('do not verify where %s', async (_, changed) => {
    const head = await headOf(pool, log);
    const found = await afterAttack(
      admin,
      log,
      ({ run }) => run(`update audit.entry set header = ${changed} where log = '${log}' and index = 2`),
      (db) => verifyLog(db, log, { ...auditKeys, store: db as typeof pool }, { trusted: [head] }),
    );
    expect(found.faults.map(({ index, what }) => [index, /canonical/.test(what)])).toEqual([[2, true]]);
  });

  it('do not verify as an answer that is taken for another kind', async () => {
    const found = await afterAttack(
      admin,
      log,
      ({ run }) => run(`update audit.entry set kind = 'OUTCOME' where log = '${log}' and index = 2`),
      (db) => verifyLog(db, log, { ...auditKeys, store: db as typeof pool }),
    );
    expect(found.faults.map(({ what }) => what).join()).toContain('the column kind');
  });
});
