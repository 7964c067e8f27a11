import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from '../../../storage/kysely.js';
import { openDatabase } from '../../../storage/pool/database.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { openPooler, type Pooler } from '../../support/pooler.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase({ sources: [] });

const one = { sql: `select 'one' as which, $1::int as value`, parameters: [1] };
const other = { sql: `select 'other' as which, $1::int as value`, parameters: [2] };

describe('behind a pooler in transaction mode', () => {
  let pooler: Pooler;
  let first: WritableDatabase;
  let second: WritableDatabase;

  beforeEach(async () => {
    pooler = await openPooler(database.adminUrl, 2);
    first = openDatabase(pooler.url, { source: 'cargo', max: 1 });
    second = openDatabase(pooler.url, { source: 'cargo', max: 1 });
  });
  afterEach(async () => {
    await Promise.all([first.close(), second.close()]);
    await pooler.close();
  });

  test("a name never stands for another process's statement: both counted from one, and a viewer's question ran under the walls of another", async () => {
    for (let again = 0; again < 3; again += 1) expect(await first.rows(one)).toEqual([{ which: 'one', value: 1 }]);
    pooler.use(1);
    for (let again = 0; again < 3; again += 1) expect(await second.rows(other)).toEqual([{ which: 'other', value: 2 }]);
    pooler.use(0);
    expect(await second.rows(other)).toEqual([{ which: 'other', value: 2 }]);
    pooler.use(1);
    expect(await first.rows(one)).toEqual([{ which: 'one', value: 1 }]);
  });

  test('the same statement of two processes runs for both, though the server has its name already', async () => {
    for (let again = 0; again < 3; again += 1) {
      expect(await first.rows(one)).toEqual([{ which: 'one', value: 1 }]);
      expect(await second.rows(one)).toEqual([{ which: 'one', value: 1 }]);
    }
  });
});

test('a statement runs where the server forgot what was prepared: each failed until its name was two minutes old', async () => {
  const db = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
  for (let again = 0; again < 3; again += 1) await db.rows(one);
  await db.exec('discard all');
  expect(await db.rows(one)).toEqual([{ which: 'one', value: 1 }]);
  expect(await db.exec(one.sql, one.parameters)).toEqual([{ which: 'one', value: 1 }]);
  expect(await db.rows(sql`select name from pg_prepared_statements`)).toEqual([]);
  await db.close();
});

test('a statement runs once its columns have changed under it, as by a migration', async () => {
  const db = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
  await db.exec('create table changing (n int)');
  await db.exec('insert into changing values (7)');
  const read = { sql: 'select n from changing', parameters: [] };
  for (let again = 0; again < 3; again += 1) expect(await db.rows(read)).toEqual([{ n: 7 }]);
  await db.exec('alter table changing alter n type text');
  expect(await db.rows(read)).toEqual([{ n: '7' }]);
  await db.close();
});

test('a transaction that loses a name fails whole, and the next one runs', async () => {
  const db = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
  await db.exec('create table written (n int)');
  const write = (n: number) =>
    db.transaction(async (transaction) => {
      await transaction.exec('insert into written values ($1)', [n]);
      if (n === 3) await transaction.exec('discard plans');
      if (n === 3) await transaction.exec('deallocate all');
      await transaction.exec('insert into written values ($1)', [n]);
    });
  await write(1);
  await write(2);
  await expect(write(3)).rejects.toMatchObject({ code: 'INTERNAL' });
  await write(4);
  expect(await db.rows(sql`select n from written order by n`)).toEqual([1, 1, 2, 2, 4, 4].map((n) => ({ n })));
  await db.close();
});
