import { describe, expect, it } from '@jest/globals';
import {
  bigintArray,
  bytesArray,
  instantArray,
  textArray,
  uuidArray,
} from '../../../../auditlog/store/appending/arrays.js';
import { useLogDatabase } from '../../support/logDatabase.js';

const { admin: pool } = useLogDatabase();

const read = async (type: string, sent: Buffer): Promise<unknown> =>
  (await pool.query(`select to_json($1::${type}[]) as read`, [sent])).rows[0]?.read;

describe('arrays as PostgreSQL reads them', () => {
  it('are texts of any alphabet, empty ones and NULL', async () => {
    const texts = ['a', '', null, 'ß€😀', '{"},\\', 'NULL'];
    expect(await read('text', textArray(texts))).toEqual(texts);
  });

  it('are bytes', async () => {
    const sent = bytesArray([Buffer.of(0, 255, 92), Buffer.alloc(0)]);
    expect(await read('bytea', sent)).toEqual(['\\x00ff5c', '\\x']);
  });

  it('are whole numbers', async () => {
    const whole = [0, -1, Number.MAX_SAFE_INTEGER, null];
    expect(await read('bigint', bigintArray(whole))).toEqual(whole);
  });

  it('are instants, to the millisecond', async () => {
    const at = ['1999-12-31T23:59:59.999Z', '2026-11-25T10:00:00.123Z'];
    const sent = instantArray(at.map((text) => Date.parse(text)));
    const stored = (await read('timestamptz', sent)) as string[];
    expect(stored.map((text) => new Date(text).toISOString())).toEqual(at);
  });

  it('are tokens, put together of several parts', async () => {
    const part = (...bytes: number[]) =>
      new Uint32Array(Uint8Array.from(bytes.flatMap((byte) => Array(16).fill(byte))).buffer);
    const one = (byte: string) =>
      `${byte.repeat(8)}-${byte.repeat(4)}-${byte.repeat(4)}-${byte.repeat(4)}-${byte.repeat(12)}`;
    const sent = uuidArray([new Uint32Array(0), part(0x11, 0x22), part(0x33)]);
    expect(await read('uuid', sent)).toEqual(['1', '2', '3'].map(one));
  });

  it('are empty', async () => {
    for (const [type, sent] of [
      ['text', textArray([])],
      ['bytea', bytesArray([])],
      ['bigint', bigintArray([])],
      ['timestamptz', instantArray([])],
      ['uuid', uuidArray([])],
    ] as const) {
      expect(await read(type, sent)).toEqual([]);
    }
  });
});
