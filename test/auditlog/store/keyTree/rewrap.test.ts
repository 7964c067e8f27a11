import { beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { envelopeDigests, openEnvelope, sealEnvelope } from '../../../../auditlog/entry/envelope.js';
import { readEnvelopes, storeEnvelopes } from '../../../../auditlog/store/envelopes.js';
import { rewrapKeys } from '../../../../auditlog/store/keyTree/rewrap.js';
import type { LogPool, LogQuery } from '../../../../auditlog/store/pool.js';
import { verifyLog } from '../../../../auditlog/verification/verify.js';
import { emptyLogs, useLogDatabase } from '../../support/logDatabase.js';
import { writeLog } from '../../support/openTestLog.js';
import { auditKeys } from '../../support/samples.js';
import { headOf } from '../../verification/tampering.js';

const { pool, admin } = useLogDatabase();

const before = auditKeys.auditSeal;
const present = Buffer.alloc(32, 91);
/** Keys of one who has the present key alone. */
const alone = { ...auditKeys, auditSeal: present };
const text = '{"originator":"NL-CUSTOMS"}';
const digest = envelopeDigests(auditKeys.blindIndex)(text);

beforeEach(async () => {
  const heads = await emptyLogs(admin);
  await admin.query('truncate audit.envelope');
  for (const logId of ['main', 'other']) {
    await writeLog(pool, 10, { logId, heads });
  }
  await storeEnvelopes(pool as LogQuery, [sealEnvelope(before, digest, text)]);
});

const rewrap = (changes: { db?: LogQuery; store?: LogPool; seal?: [Buffer, ...Buffer[]] } = {}) =>
  rewrapKeys({ db: admin as LogQuery, store: admin as LogPool, seal: [present, before], ...changes });
const verdictOf = async (log: string, keys: typeof auditKeys) =>
  (await verifyLog(pool, log, keys, { trusted: [await headOf(pool, log)] })).verdict;
const envelopeBy = async (seal: Buffer) => {
  const stored = (await readEnvelopes(admin as LogQuery, [digest])).get(digest);
  return stored && openEnvelope(stored, { seal: [seal], index: [auditKeys.blindIndex] });
};

describe('wrapping the keys of the log anew', () => {
  it('leaves nothing that the earlier key opens, and all that the present one does: entries stay as they are', async () => {
    const { rows } = await admin.query('select log, index, bytes, sealed from audit.entry order by log, index');
    expect(await verdictOf('main', alone)).toBe('BROKEN');
    expect(await rewrap()).toMatchObject({ closed: 0 });
    for (const log of ['main', 'other']) {
      expect(await verdictOf(log, alone)).toBe('OK');
      expect(await verdictOf(log, auditKeys)).toBe('BROKEN');
    }
    expect(await envelopeBy(present)).toBe(text);
    expect(await envelopeBy(before)).toBeNull();
    expect((await admin.query('select log, index, bytes, sealed from audit.entry order by log, index')).rows).toEqual(
      rows,
    );
  });

  it('has nothing left to do after itself', async () => {
    const { rewrapped } = await rewrap();
    expect(rewrapped).toBeGreaterThan(6);
    expect(await rewrap()).toEqual({ rewrapped: 0, closed: 0 });
  });

  it('goes on where it was killed', async () => {
    const killed: LogQuery = {
      query: async (statement) => {
        if (statement.text.includes('update audit.envelope')) throw new Error('killed');
        return await admin.query(statement as pg.QueryConfig);
      },
    };
    await expect(rewrap({ db: killed })).rejects.toThrow('killed');
    expect(await rewrap()).toEqual({ rewrapped: 1, closed: 0 });
    expect(await verdictOf('other', alone)).toBe('OK');
  });

  it('says how much opens under no key that is known, and leaves it', async () => {
    const { rows } = await admin.query('select * from audit_keys.tree_key order by log, class, day, level, place');
    const lost = Buffer.alloc(32, 92);
    const { rewrapped, closed } = await rewrap({ seal: [present, lost] });
    expect(rewrapped).toBe(0);
    expect(closed).toBeGreaterThan(6);
    expect(
      (await admin.query('select * from audit_keys.tree_key order by log, class, day, level, place')).rows,
    ).toEqual(rows);
    expect(await verdictOf('main', auditKeys)).toBe('OK');
  });

  it('is not done by the login of the writer', async () => {
    await expect(rewrap({ db: pool as LogQuery })).rejects.toThrow('permission denied');
  });
});
