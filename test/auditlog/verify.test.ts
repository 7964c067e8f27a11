import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { checkpointKeys, originOf, signCheckpoint } from '../../auditlog/checkpoint.js';
import { encodeEntry } from '../../auditlog/entry.js';
import { leafHash, rootHash } from '../../auditlog/merkle.js';
import type { LogQuery } from '../../auditlog/pool.js';
import { createSealer } from '../../auditlog/seal.js';
import { verifyLog } from '../../auditlog/verify.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { appendMany, openLog, openPool } from './openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from './samples.js';

let database: TestDatabase;
let pool: pg.Pool;
let admin: pg.Pool;
const logId = 'test';
const size = 600;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  admin = openPool(database.adminUrl);
  const log = await openLog(pool, { logId, checkpointEveryMs: 60_000 });
  await appendMany(log, 300);
  await log.close();
  const again = await openLog(pool, { logId, checkpointEveryMs: 60_000 });
  await appendMany(again, size - 300);
  await again.close();
  for (const table of tables) await admin.query(`create table audit.${table}_kept as table audit.${table}`);
});
afterAll(async () => {
  await pool.end();
  await admin.end();
  await database.close();
});

const tables = ['entry', 'entry_key', 'entity_index', 'node', 'checkpoint'];
let isDirty = false;
beforeEach(() => {
  isDirty = false;
});
afterEach(async () => {
  if (!isDirty) return;
  for (const table of tables) {
    await admin.query(`truncate audit.${table}`);
    await admin.query(`insert into audit.${table} select * from audit.${table}_kept`);
  }
});

async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  isDirty = true;
  const result = await admin.query(statement, values);
  if (result.rowCount === 0) throw new Error('nothing was tampered with');
}
const verify = () => verifyLog(pool, logId, auditKeys);

describe('verifyLog', () => {
  it('recomputes the whole tree of an untouched log, and says what it cannot exclude', async () => {
    const verification = await verify();
    expect(verification).toMatchObject({ log: logId, size, ok: true, checkpoints: 2, erased: 0 });
    expect(verification.root).toMatch(/^[0-9a-f]{64}$/);
    expect(verification.limits).toMatch(/Without a witness/);
  });

  it('verifies an empty log', async () => {
    expect(await verifyLog(pool, 'none', auditKeys)).toMatchObject({ size: 0, ok: true });
  });

  it('still verifies when the keys and tokens of entries were destroyed, and counts them', async () => {
    await tamper('delete from audit.entry_key where index in (5, 6)');
    await tamper('delete from audit.entity_index where index in (5, 6)');
    expect(await verify()).toMatchObject({ ok: true, size, erased: 2 });
  });

  it.each<[string, string, number | null, RegExp]>([
    ['stored bytes', `update audit.entry set bytes = set_byte(bytes, 40, 33) where index = 7`, 7, /canonical|hash/],
    [
      'a leaf hash',
      `update audit.entry set leaf_hash = set_byte(leaf_hash, 0, (get_byte(leaf_hash, 0) + 1) % 256) where index = 7`,
      7,
      /leaf/,
    ],
    [
      'a sealed body',
      `update audit.entry set sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256) where index = 7`,
      7,
      /sealed body/,
    ],
    ['a removed entry', 'delete from audit.entry where index = 7', 7, /missing/],
    [
      'an inserted entry',
      `insert into audit.entry select log, index + 600, bytes, leaf_hash, sealed, kind, at, request_id || 'x', subject, agency, agency_kind, role, purpose, policy_version, schema_hash, document_hash, operation_name, code, duration_ms, count, source from audit.entry where index = 0`,
      600,
      /column requestId/,
    ],
    ['the agency in a column', `update audit.entry set agency = 'XX' where index = 7`, 7, /column agency/],
    ['the subject in a column', 'update audit.entry set subject = null where index = 7', 7, /column subject/],
    [
      'the time in a column, by a microsecond',
      `update audit.entry set at = at + interval '1 microsecond' where index = 7`,
      7,
      /column at/,
    ],
    ['the duration in a column', 'update audit.entry set duration_ms = 0 where index = 7', 7, /column durationMs/],
    [
      'a stored subtree',
      'update audit.node set hash = set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256) where level = 8 and index = 1',
      511,
      /subtree/,
    ],
    ['a removed subtree', 'delete from audit.node where level = 8 and index = 0', 255, /subtree/],
    [
      'an added subtree',
      `insert into audit.node values ('test', 16, 0, decode(repeat('00', 32), 'hex')), ('test', 9, 0, decode(repeat('00', 32), 'hex'))`,
      null,
      /belongs to nothing/,
    ],
    ['the tokens of an entry', 'delete from audit.entity_index where index = 7', 7, /blind index/],
    ['one token of an entry', 'update audit.entity_index set tokens = tokens[2:] where index = 7', 7, /blind index/],
    [
      'an added token',
      `update audit.entity_index set tokens = tokens || gen_random_uuid() where index = 7`,
      7,
      /blind index/,
    ],
    ['the tail', 'delete from audit.entry where index >= 500', 500, /600 entries exists, but only 500/],
    [
      'a checkpoint',
      `update audit.checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20) where size = 300`,
      299,
      /not signed/,
    ],
    [
      'a checkpoint taken from elsewhere',
      `update audit.checkpoint set note = (select note from audit.checkpoint where size = 600) where size = 300`,
      299,
      /not signed/,
    ],
  ])('says where it breaks: %s', async (_name, statement, index, what) => {
    await tamper(statement);
    const { ok, brokenAt } = await verify();
    expect({ ok, index: brokenAt?.index }).toEqual({ ok: false, index });
    expect(brokenAt?.what).toMatch(what);
  });

  it.each<[string, () => Promise<void>]>([
    ['an entry was replaced', () => forge(7)],
    ['two entries were swapped', () => swap(7, 8)],
    ['an entry was taken out and the gap closed', () => close(7)],
  ])('is not deceived by a tree made anew without the checkpoint key: %s', async (_name, attack) => {
    await attack();
    await rebuildNodes();
    const { ok, brokenAt } = await verify();
    expect({ ok, index: brokenAt?.index }).toEqual({ ok: false, index: 299 });
    expect(brokenAt?.what).toMatch(/not those that their checkpoint signed/);
  });

  it('does not believe a log that was rewritten and signed with another key', async () => {
    const other = checkpointKeys(Buffer.alloc(32, 99));
    const note = signCheckpoint({ origin: originOf(logId), size: 300, root: Buffer.alloc(32) }, other.privateKey);
    await tamper('update audit.checkpoint set note = $1 where size = 300', [note]);
    expect(await verify()).toMatchObject({ ok: false, brokenAt: { index: 299 } });
  });

  it('cannot see that the tail and its checkpoints were removed together, which is why it says so', async () => {
    await tamper('delete from audit.entry where index >= 300');
    await tamper('delete from audit.checkpoint where size > 300');
    await tamper('delete from audit.node where index >= 1');
    expect(await verify()).toMatchObject({ ok: true, size: 300 });
  });

  it('goes on while the log grows, also between any two of its reads (a subtree finished after them was called missing)', async () => {
    isDirty = true;
    const log = await openLog(pool, { logId, checkpointEveryMs: 1 });
    let grown = 0;
    const growing: LogQuery = {
      query: async (statement) => {
        const result = await pool.query(statement as pg.QueryConfig);
        // Why 260: more than a stored subtree holds, so that each pause finishes one.
        if (grown < 4) await appendMany(log, 260);
        grown += 1;
        return result;
      },
    };
    try {
      expect(await verifyLog(growing, logId, auditKeys)).toMatchObject({ ok: true });
    } finally {
      await log.close();
    }
    expect(await verify()).toMatchObject({ ok: true, size: size + 4 * 260 });
  });
});

/** Replaces an entry by a well-made other one, consistent in every column: only the tree can tell. */
async function forge(index: number): Promise<void> {
  const header = { ...sampleHeader({ subject: 'nobody' }), version: 1 as const, log: logId };
  const body = sampleBody({ disclosed: [], caseReference: null });
  const { bytes, sealed } = encodeEntry({ header, body }, createSealer(auditKeys.auditSeal));
  await tamper(
    `update audit.entry set bytes = $1, leaf_hash = $2, sealed = $3, subject = 'nobody', request_id = $4 where index = $5`,
    [bytes, leafHash(bytes), sealed.bytes, header.requestId, index],
  );
  await tamper('update audit.entry_key set wrapped_key = $1 where index = $2', [sealed.wrappedKey, index]);
  await tamper('delete from audit.entity_index where index = $1', [index]);
}

async function swap(one: number, other: number): Promise<void> {
  for (const table of ['entry', 'entry_key', 'entity_index']) {
    await tamper(`update audit.${table} set index = 90000 where index = $1`, [one]);
    await tamper(`update audit.${table} set index = $1 where index = $2`, [one, other]);
    await tamper(`update audit.${table} set index = $1 where index = 90000`, [other]);
  }
}

async function close(index: number): Promise<void> {
  for (const table of ['entry', 'entry_key', 'entity_index']) {
    await tamper(`delete from audit.${table} where index = $1`, [index]);
    await tamper(`update audit.${table} set index = index + 100000 where index > $1`, [index]);
    await tamper(`update audit.${table} set index = index - 100001 where index > 100000`);
  }
}

async function rebuildNodes(): Promise<void> {
  const { rows } = await admin.query('select leaf_hash from audit.entry order by entry.index');
  const leaves = rows.map((row) => row.leaf_hash as Buffer);
  for (const index of [0, 1]) {
    const hash = rootHash(leaves.slice(index * 256, (index + 1) * 256));
    await tamper('update audit.node set hash = $1 where level = 8 and index = $2', [hash, index]);
  }
}
