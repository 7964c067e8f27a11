import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys } from '../../../auditlog/signing/keys.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { type VerificationOptions, verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendNow, openLog, testHeads, writeLog } from '../support/openTestLog.js';
import { auditKeys, sealOf } from '../support/samples.js';
import { takeKey } from '../support/treeKeys.js';
import { headOf } from './tampering.js';

const { pool, admin } = useLogDatabase();
const logId = 'test';
let head: TrustedHead;
/** After the first 300 entries or so, under the first of two checkpoints. */
let olderHead: TrustedHead;
let half: number;

const tables = [...['entry', 'node', 'checkpoint', 'lease'].map((table) => `audit.${table}`), 'audit_keys.tree_key'];

beforeAll(async () => {
  await writeLog(pool, 300, { logId, checkpointEveryMs: 60_000 });
  olderHead = await headOf(pool, logId);
  half = olderHead.size;
  await writeLog(pool, 300, { logId, checkpointEveryMs: 60_000 });
  head = await headOf(pool, logId);
  for (const table of tables) await admin.query(`create table ${table}_kept as table ${table}`);
});

let isDirty = false;
beforeEach(() => {
  isDirty = false;
});
afterEach(async () => {
  if (!isDirty) return;
  for (const table of tables) {
    await admin.query(`truncate ${table}`);
    await admin.query(`insert into ${table} select * from ${table}_kept`);
  }
});

async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  isDirty = true;
  const result = await admin.query(statement, values);
  if (result.rowCount === 0) throw new Error('nothing was tampered with');
}
const verify = (trusted: readonly TrustedHead[] = [head], changes: VerificationOptions = {}) =>
  verifyLog(pool, logId, auditKeys, { trusted, ...changes });

describe('verifyLog', () => {
  it('finds every fault, and not only the first', async () => {
    await tamper(`update audit.entry set agency = 'XX', role = 'XX' where index in (7, 8)`);
    await tamper('delete from audit.entry where index = 20');
    await tamper(
      `update audit.entry set bytes = set_byte(bytes, 20, (get_byte(bytes, 20) + 1) % 256) where index = 280`,
    );
    for (const index of [31, 400]) await takeKey(admin, logId, index);
    await tamper('update audit.entry set tokens = null where index in (31, 400)');
    await tamper(`update audit.node set hash = decode(repeat('00', 32), 'hex') where index = 1`);
    await tamper(`update audit.entry set subject = 'XX' where index = 599`);
    const { verdict, faults } = await verify();
    expect(verdict).toBe('BROKEN');
    expect(faults).toEqual([
      { index: 7, to: 8, what: 'the column agency does not say what the stored bytes say' },
      { index: 7, to: 8, what: 'the column role does not say what the stored bytes say' },
      { index: 20, what: 'the entry is missing' },
      { index: 31, what: 'its key is gone, and no ERASE entry names it' },
      { index: 280, what: 'the stored bytes do not hash to the stored leaf' },
      { index: 280, what: 'the stored bytes are no entry in canonical form' },
      { index: 400, what: 'its key is gone, and no ERASE entry names it' },
      { index: 511, what: 'the stored subtree 1 of level 8 is false' },
      { index: 599, what: 'the column subject does not say what the stored bytes say' },
    ]);
  });

  // More entries than are read at once are opened in a thread.
  it.each([100, 1000])('finds what opening alone shows, %i entries at once', async (pageSize) => {
    await tamper(`update audit.entry set tokens = array_append(tokens, tokens[1]) where index in (7, 300)`);
    await tamper('update audit.entry set tokens = null where index = 9');
    const { faults } = await verify([head], { pageSize });
    const what = 'the blind index is not the one that the leaf commits to';
    expect(faults).toEqual([7, 9, 300].map((index) => ({ index, what })));
    const other = await verifyLog(pool, logId, { ...auditKeys, blindIndex: Buffer.alloc(32, 77) }, { pageSize });
    expect(other.faults).toContainEqual({
      index: 10,
      to: 299,
      what: 'the blind index does not fit the sealed body',
    });
    const sealed = await verifyLog(
      pool,
      logId,
      { ...auditKeys, auditSeal: sealOf(Buffer.alloc(32, 77)) },
      { pageSize },
    );
    const wrapped = expect.stringMatching(/^its key is wrapped by an auditSeal that is not here/);
    expect(sealed.faults).toContainEqual(expect.objectContaining({ what: wrapped }));
  });

  it.each<[string, string, RegExp]>([
    [
      'is forged',
      `update audit.checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20) where size = $1`,
      /not signed/,
    ],
    [
      'is taken from elsewhere',
      `update audit.checkpoint set note = (select note from audit.checkpoint where size > $1) where size = $1`,
      /not signed/,
    ],
  ])('names a checkpoint that %s, though the entries are those of the head', async (_name, statement, what) => {
    await tamper(statement, [half]);
    const { verdict, faults, checkpoints } = await verify();
    expect({ verdict, checkpoints }).toEqual({ verdict: 'BROKEN', checkpoints: 1 });
    expect(faults).toEqual([{ index: half - 1, what: expect.stringMatching(what) }]);
  });

  it('does not believe a log that was rewritten and signed with another key', async () => {
    const other = checkpointKeys(Buffer.alloc(32, 99));
    const note = signCheckpoint({ origin: originOf(logId), size: half, root: Buffer.alloc(32) }, other.privateKey);
    await tamper('update audit.checkpoint set note = $1 where size = $2', [note, half]);
    expect(await verify()).toMatchObject({ verdict: 'BROKEN', faults: [{ index: half - 1 }] });
  });

  it('says that nothing is proven where no head was kept: an end cut off with its checkpoints leaves no trace', async () => {
    expect(await verify([])).toMatchObject({ verdict: 'UNPROVEN', ok: false, faults: [], proven: 0 });
    await tamper('delete from audit.entry where index >= $1', [half]);
    await tamper('delete from audit.checkpoint where size > $1', [half]);
    await tamper('delete from audit.lease where size >= $1', [half]);
    await tamper('delete from audit.node where index >= 1');
    const { verdict, missing, limits } = await verify([]);
    expect({ verdict, missing }).toEqual({
      verdict: 'UNPROVEN',
      missing: ['a trusted head: there is no head file, and no note was given by --trust'],
    });
    expect(limits).toMatch(/not excluded/);
    expect(await verify()).toMatchObject({ verdict: 'BROKEN', faults: [{ index: half, to: head.size - 1 }] });
  });

  it('finds an end that was cut off by what a later writer had found, also where no head was kept', async () => {
    await tamper('delete from audit.entry where index >= $1', [half - 50]);
    await tamper('delete from audit.checkpoint');
    await tamper('delete from audit.node where index >= 0');
    const { verdict, faults } = await verify([]);
    expect(verdict).toBe('BROKEN');
    expect(faults).toContainEqual({ index: half - 50, to: half - 1, what: expect.stringMatching(/a writer found/) });
  });

  it('says what is missing where all checkpoints are gone, though the entries are those of the head', async () => {
    await tamper('delete from audit.checkpoint');
    expect(await verify()).toMatchObject({
      verdict: 'UNPROVEN',
      faults: [],
      missing: ['a checkpoint: nothing in this log is signed'],
    });
  });

  it('says which entries waited for a checkpoint for more than a minute, until a writer says why', async () => {
    await tamper(`delete from audit.checkpoint where size > $1`, [half]);
    const now = Date.now();
    expect(await verify([head], { now })).toMatchObject({ verdict: 'OK', faults: [] });
    const late = await verify([head], { now: now + 60_000 });
    expect(late).toMatchObject({ verdict: 'UNPROVEN', faults: [] });
    expect(late.missing).toEqual([expect.stringMatching(/^entries [0-9]+ to [0-9]+ waited more than 60 s/)]);
  });

  it('does not prove a log that is empty', async () => {
    const verification = await verifyLog(pool, 'none', auditKeys, { trusted: [] });
    expect(verification).toMatchObject({ size: 0, verdict: 'UNPROVEN', missing: ['an entry: the log is empty'] });
  });

  it('names all entries at which two histories may part that the key of the log signed, and not the last alone', async () => {
    const kept = { ...olderHead, name: 'the note kept.txt' };
    isDirty = true;
    for (const table of tables) await admin.query(`truncate ${table}`);
    const heads = mkdtempSync(join(testHeads(), 'again-'));
    for (const count of [100, 199, 60]) {
      await writeLog(pool, count, { logId, heads, checkpointEveryMs: 60_000 });
    }
    const { faults } = await verifyLog(pool, logId, auditKeys, { trusted: [kept, await headOf(pool, logId)] });
    expect(faults).toEqual([
      {
        index: 0,
        to: 100,
        what: expect.stringMatching(/^one of these may be at fault, too: the key of the log signed/),
      },
      { index: 101, to: half - 1, what: expect.stringMatching(/^one of these entries or more: .* the note kept.txt/) },
    ]);
  });

  it('says how far an older head proves the log', async () => {
    const { size, ok, proven, limits } = await verify([olderHead]);
    expect({ size, ok, proven }).toEqual({ size: head.size, ok: true, proven: half });
    expect(limits).toMatch(`Entries from ${half} on stand under checkpoints of this database alone`);
  });

  it('goes on while the log grows, also between any two of its reads (a subtree finished after them was called missing)', async () => {
    isDirty = true;
    const log = await openLog(pool, { logId, checkpointEveryMs: 1 });
    let grown = 0;
    const growing: LogQuery = {
      query: async (statement) => {
        const result = await pool.query(statement as pg.QueryConfig);
        // Why 260: more than a stored subtree holds, so that each pause finishes one.
        if (grown < 4) await appendNow(log, 260);
        grown += 1;
        return result;
      },
    };
    try {
      expect(await verifyLog(growing, logId, auditKeys, { trusted: [head] })).toMatchObject({ verdict: 'OK' });
    } finally {
      await log.close();
    }
    expect(await verify()).toMatchObject({ ok: true, proven: head.size });
  });
});
