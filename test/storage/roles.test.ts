import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../storage/database.js';
import type { WritableDatabase } from '../../storage/types.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

describe('database roles', () => {
  let database: TestDatabase;
  const open: WritableDatabase[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    for (const pool of open) await pool.close();
    await database.close();
  });

  function connect(url: string): WritableDatabase {
    const pool = openDatabase(url, { source: 'cargo' });
    open.push(pool);
    return pool;
  }

  /** SQLSTATE of the refusal. */
  async function refusal(pool: WritableDatabase, text: string): Promise<string | undefined> {
    const error = await pool.exec(text).then(
      () => undefined,
      (thrown: { originalError?: { code?: string } }) => thrown,
    );
    return error?.originalError?.code;
  }

  it('let a source read its own schema', async () => {
    expect(await connect(database.url('cargo')).rows(sql`select id from cargo.consignment`)).toEqual([]);
  });

  it('keep a source from the schema of another', async () => {
    expect(await refusal(connect(database.url('cargo')), 'select * from persons.person')).toBe('42501');
  });

  it('keep a source from writing, also where it takes off its own read-only setting', async () => {
    const cargo = connect(database.url('cargo'));
    const readOnly = await cargo.exec('delete from cargo.consignment').catch((error: { code: string }) => error.code);
    expect(readOnly).toBe('INTERNAL');
    const forced = cargo.transaction(async (transaction) => {
      await transaction.exec('set transaction read write');
      await transaction.exec('delete from cargo.consignment');
    });
    await expect(forced).rejects.toMatchObject({ originalError: { code: '42501' } });
  });
});
