import { beforeAll, describe, expect, it } from '@jest/globals';
import { openSqlFile } from '../../../ingest/input/sqlFile.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
beforeAll(async () => {
  await withAdmin(database.adminUrl, async (admin) => {
    await admin.query(
      'create table watchlist (id bigint, name text, born date, seen timestamptz, kg numeric, tags text[])',
    );
    await admin.query("create function erase() returns int language sql as 'delete from watchlist returning 1'");
    await admin.query(
      "insert into watchlist select 9007199254740993 + n, 'EXEMPLAROV ' || n, '1970-01-31', '2026-01-31 12:00+01', 1.10, '{a,b}' from generate_series(1, 2500) n",
    );
  });
});

describe('openSqlFile', () => {
  it('reads rows through a cursor as JSON lines that can be read again, exact to the last digit', async () => {
    const file = await openSqlFile(database.adminUrl, 'select * from watchlist order by id', { batchRows: 100 });
    const read = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of file.bytes()) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n');
    };
    const lines = await read();
    expect(file.rows).toBe(2500);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      id: '9007199254740994',
      name: 'EXEMPLAROV 1',
      born: '1970-01-31',
      seen: '2026-01-31T11:00:00Z',
      kg: '1.10',
      tags: ['a', 'b'],
    });
    expect(await read()).toEqual(lines);
    const again = await openSqlFile(database.adminUrl, 'select * from watchlist order by id');
    expect(again.sha256).toBe(file.sha256);
    await Promise.all([file.close(), again.close()]);
  });

  it('writes nothing, whatever the query says', async () => {
    await expect(
      openSqlFile(database.adminUrl, 'with gone as (delete from watchlist returning id) select * from gone'),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(openSqlFile(database.adminUrl, 'select 1; drop table watchlist')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    // A function may write where a cursor may not.
    await expect(openSqlFile(database.adminUrl, 'select erase()')).rejects.toMatchObject({
      message: expect.stringContaining('(25006)'),
    });
    // The transaction is read-only: a second statement must not end it.
    await expect(
      openSqlFile(database.adminUrl, 'select 1; commit; delete from watchlist; begin'),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('(42601)') });
    const file = await openSqlFile(database.adminUrl, 'select id from watchlist');
    expect(file.rows).toBe(2500);
    await file.close();
  });

  it('says what is wrong without the connection string', async () => {
    await expect(openSqlFile('postgresql://someone:secret@127.0.0.1:1/none', 'select 1')).rejects.toMatchObject({
      message: 'The database of the query cannot be reached (ECONNREFUSED).',
    });
    await expect(openSqlFile(database.adminUrl, 'select * from nowhere')).rejects.toMatchObject({
      message: 'The database refuses the query (42P01): relation "nowhere" does not exist.',
    });
  });

  it('repeats no value of a row, which the database names where it cannot be converted', async () => {
    const error: unknown = await openSqlFile(database.adminUrl, 'select name::int from watchlist').catch((one) => one);
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The database refuses the query (22P02): a value of a row cannot be read as the query has it.',
    });
  });

  it('refuses more rows than it may read', async () => {
    await expect(openSqlFile(database.adminUrl, 'select * from watchlist', { limitRows: 1500 })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The query gives more than 1500 rows.',
    });
  });

  it('lets the server cancel what takes too long', async () => {
    await expect(openSqlFile(database.adminUrl, 'select pg_sleep(30)', { timeoutMs: 200 })).rejects.toMatchObject({
      message: expect.stringContaining('(57014)'),
    });
  });
});
