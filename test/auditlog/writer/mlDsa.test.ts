import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { originOf, type ParsedCheckpoint, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { mlDsaPublicKey, openMlDsa } from '../../../auditlog/c2sp/mlDsa.js';
import { keyIdOf, signatureTypes } from '../../../auditlog/c2sp/note.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { appendMany, openLog, openPool } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { spy } from '../support/spyPool.js';

const keys = { ...auditKeys, checkpointMlDsa: Buffer.alloc(32, 5) };
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

async function notesOf(log: string): Promise<readonly ParsedCheckpoint[]> {
  const { rows } = await pool.query('select note from audit.checkpoint where log = $1 order by size', [log]);
  return rows.map(({ note }) => parseCheckpoint(note) as ParsedCheckpoint);
}

async function keyOf(name: string) {
  const raw = await mlDsaPublicKey(keys.checkpointMlDsa);
  return { name, keyId: keyIdOf(name, signatureTypes.mlDsa, raw), raw };
}

describe('a log with a key of ML-DSA-44', () => {
  it('signs each head by both keys, the last one too', async () => {
    const log = await openLog(pool, { logId: 'both', keys, checkpointEveryMs: 20 });
    for (let i = 0; i < 4; i += 1) await appendMany(log, 3);
    await log.close();
    const notes = await notesOf('both');
    expect(notes.at(-1)?.size).toBe(13);
    const known = [await keyOf(originOf('both'))];
    for (const note of notes) {
      expect(note.signatures).toHaveLength(2);
      expect(await openMlDsa(note, known)).toHaveLength(1);
    }
  });

  it('is not forked where it cannot know whether its head was stored: the same bytes are stored once more', async () => {
    let tries = 0;
    const flaky = spy(pool, async ({ name }, run) => {
      if (name !== 'portcullis_audit_checkpoint') return undefined;
      tries += 1;
      if (tries > 1) return undefined;
      await run();
      throw new Error('gone');
    });
    const log = await openLog(pool, { logId: 'uncertain', keys, pool: flaky, checkpointEveryMs: 50 });
    while (tries < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await appendMany(log, 2);
    await log.close();
    expect((await notesOf('uncertain')).map(({ size }) => size)).toEqual([1, 3]);
  });

  it('goes on where heads had one signature before', async () => {
    await (await openLog(pool, { logId: 'older' })).close();
    await (await openLog(pool, { logId: 'older', keys })).close();
    expect((await notesOf('older')).map(({ signatures }) => signatures.length)).toEqual([1, 2]);
  });
});
