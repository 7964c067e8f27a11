import { describe, expect, it } from '@jest/globals';
import { sql } from '../../../storage/kysely.js';
import { compileStatement, openDatabase } from '../../../storage/pool/database.js';
import { envelopeColumns, raw } from '../../../storage/sql.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const db = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));

/** True while a long statement of this file runs. */
async function isSleeping(): Promise<boolean> {
  const found = await db.rows(sql`select 1 from pg_stat_activity where query like '%pg_sleep(20)%' and state = 'active'
    and datname = current_database() and pid <> pg_backend_pid()`);
  return found.length > 0;
}

describe('openDatabase', () => {
  it('runs a statement with its values as parameters and counts it', async () => {
    const before = db.statements;
    const name = `x'; drop table cargo.consignment; --`;
    expect(await db.rows(sql`select ${name}::text as name, ${[1, 2]}::int[] as list`)).toEqual([
      { name, list: [1, 2] },
    ]);
    expect(db.statements).toBe(before + 1);
  });

  it('sees in a transaction what others commit after its first statement, whatever the default of the server is', async () => {
    const [{ name } = { name: '' }] = await db.exec<{ name: string }>('select current_database() as name');
    const isolation = (act: string) => `alter database ${name} ${act} default_transaction_isolation`;
    await db.exec(`${isolation('set')} = 'repeatable read'`);
    const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    try {
      await one.transaction(async (transaction) => {
        await transaction.exec('select 1');
        await db.exec('create table committed_meanwhile (n int)');
        await db.exec('insert into committed_meanwhile values (1)');
        expect(await transaction.exec('select n from committed_meanwhile')).toEqual([{ n: 1 }]);
      });
    } finally {
      await one.close();
      await db.exec(isolation('reset'));
    }
  });

  it('cancels a statement after the time that it is given, as SOURCE_TIMEOUT, and keeps the connection', async () => {
    const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    const pid = async () => (await one.rows(sql<{ pid: number }>`select pg_backend_pid() as pid`))[0]?.pid;
    const before = await pid();
    const begun = Date.now();
    await expect(one.rows(sql`select pg_sleep(20)`, { withinMs: 200 })).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
    });
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(await isSleeping()).toBe(false);
    expect(await pid()).toBe(before);
    await one.close();
  });

  it('prepares a statement that comes again', async () => {
    const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    for (let i = 0; i < 3; i += 1) await one.rows(sql`select ${i}::int as again`);
    const prepared = await one.rows(sql`select statement from pg_prepared_statements`);
    expect(prepared).toEqual([{ statement: 'select $1::int as again' }]);
    await one.close();
  });

  it('gives the rows of a statement that is prepared as it gave them before, whatever its columns are called', async () => {
    const statement = sql`select 1 as id, null::text as nothing, 'a' as "Name", uuid '00000000-0000-0000-0000-00000000000a' as key,
      timestamptz '2026-03-01 12:00+02' as instant, '{"a": [1]}'::jsonb as json, '{x,"y z"}'::text[] as list,
      date '2026-03-01' as day, 2 as id`;
    const odd = sql`select 1 as "a b", 2 as "__proto__", 3, 4 as "x}); process.exit(1)"`;
    const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    for (const each of [statement, odd]) {
      const first = await one.rows(each);
      for (let i = 0; i < 3; i += 1) {
        const again = await one.rows(each);
        expect(again).toEqual(first);
        expect(Object.keys(again[0] as object)).toEqual(Object.keys(first[0] as object));
      }
    }
    await one.close();
  });

  it('reads the columns that a prepared statement has, where another database has others under the same text', async () => {
    const [one, other] = [0, 1].map(() => openDatabase(database.adminUrl, { source: 'cargo', max: 1 }));
    await one?.exec('create temp table same_text as select 1 as x');
    await other?.exec(`create temp table same_text as select date '2026-03-01' as x, 'more' as y`);
    for (let i = 0; i < 3; i += 1) {
      expect(await one?.rows(sql`select * from same_text`)).toEqual([{ x: 1 }]);
      expect(await other?.rows(sql`select * from same_text`)).toEqual([{ x: '2026-03-01', y: 'more' }]);
    }
    await Promise.all([one?.close(), other?.close()]);
  });

  it('hands over lists of any texts as they are, before a statement is prepared and after', async () => {
    const lists = [['a', 'b'], ['"', '\\', 'a,b', '{}', 'NULL', '', ' '], ['x', null], [], ['{a}', 'null', 'ä,"']];
    const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    for (let i = 0; i < 3; i += 1) {
      for (const list of lists) expect(await one.rows(sql`select ${list}::text[] as list`)).toEqual([{ list }]);
    }
    await one.close();
  });

  it('says INTERNAL for a value of a prepared statement that cannot be read, and goes on', async () => {
    const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    for (const n of ['1', '2', '3'])
      expect(await one.rows(sql`select ${n}::int8 as big`)).toEqual([{ big: Number(n) }]);
    await expect(one.rows(sql`select ${'9007199254740993'}::int8 as big`)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await one.rows(sql`select ${'4'}::int8 as big`)).toEqual([{ big: 4 }]);
    await one.close();
  });

  it('reads numbers, dates and times as documented, whatever the time zone of the machine', async () => {
    const [row] = await db.rows<
      Record<string, unknown>
    >(sql`select 9007199254740991::int8 as big, 1.5::numeric as exact,
      date '2026-03-01' as day, timestamp '2026-03-01 12:00' as naive, timestamptz '2026-03-01 12:00+02' as instant`);
    expect(row).toEqual({
      big: 9007199254740991,
      exact: 1.5,
      day: '2026-03-01',
      naive: new Date('2026-03-01T12:00:00Z'),
      instant: new Date('2026-03-01T10:00:00Z'),
    });
    await expect(db.rows(sql`select 9007199254740993::int8 as big`)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('cancels a statement on the server when the signal aborts', async () => {
    const slow = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    const controller = new AbortController();
    const reason = new Error('the client hung up');
    const answer = expect(slow.rows(sql`select pg_sleep(20)`, { signal: controller.signal })).rejects.toBe(reason);
    while (!(await isSleeping()));
    const begun = performance.now();
    controller.abort(reason);
    await answer;
    // Less than the statement timeout, which would end it too.
    expect(performance.now() - begun).toBeLessThan(5000);
    // Why wait: the server says that a statement failed a moment before it says that it is idle.
    while (await isSleeping()) expect(performance.now() - begun).toBeLessThan(5000);
    expect(await slow.rows(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await expect(slow.rows(sql`select 1`, { signal: controller.signal })).rejects.toBe(reason);
    await slow.close();
  });

  it('sends no statement whose signal aborted while its connection was made, for none would cancel it', async () => {
    const slow = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
    const controller = new AbortController();
    const reason = new Error('the client hung up');
    const before = slow.statements;
    const answer = slow.rows(sql`select pg_sleep(20)`, { signal: controller.signal });
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(slow.statements).toBe(before);
    await slow.close();
  });

  it('commits what a transaction did, or nothing of it', async () => {
    await db.exec('create table public.kept (n int)');
    await db.transaction(async (transaction) => {
      await transaction.exec('insert into public.kept values (1)');
      expect(await transaction.rows(sql`select n from public.kept`)).toEqual([{ n: 1 }]);
    });
    const mine = new Error('changed my mind');
    const broken = db.transaction(async (transaction) => {
      await transaction.exec('insert into public.kept values (2)');
      throw mine;
    });
    await expect(broken).rejects.toBe(mine);
    expect(await db.rows(sql`select n from public.kept`)).toEqual([{ n: 1 }]);
  });

  it('says that a source that takes too long took too long', async () => {
    const hasty = openDatabase(database.adminUrl, { source: 'cargo', timeoutMs: 2000 });
    const error = await hasty.rows(sql`select pg_sleep(20)`).catch((thrown: unknown) => thrown);
    await hasty.close();
    expect(error).toMatchObject({ code: 'SOURCE_TIMEOUT', extensions: { source: 'cargo' } });
  });

  it.each([
    ['nobody listens', 'postgresql://cargo:secret@127.0.0.1:1/cargo'],
    ['the socket is gone', 'postgresql://cargo:secret@/cargo?host=/nowhere/at/all'],
    ['the name is unknown', 'postgresql://cargo:secret@db.portcullis.invalid/cargo'],
  ])('says SOURCE_UNAVAILABLE and names no address where %s', async (_, url) => {
    const dead = openDatabase(url, { source: 'cargo' });
    const error = await dead.rows(sql`select 1`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', extensions: { source: 'cargo' } });
    expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|nowhere|invalid|secret|select/);
    await dead.close();
  });

  it('recovers when the server ends its connections', async () => {
    const victim = openDatabase(database.adminUrl, { source: 'persons', max: 1 });
    const hanging = victim.rows(sql`select pg_sleep(20)`).catch((thrown: unknown) => thrown);
    while (!(await isSleeping()));
    // Why of this database: the server is that of other tests too, which lost their connections to the source persons.
    await db.rows(
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'portcullis persons' and datname = current_database()`,
    );
    expect(await hanging).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(await victim.rows(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await victim.close();
  });

  it('says BAD_USER_INPUT for a NUL character, which was called a mistake of ours', async () => {
    const error = await db.rows(sql`select 1 where ${'x\u0000'} = 'x'`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('U+0000') });
  });

  it('says DATABASE_REFUSED for a statement that is not taken, which was INTERNAL, without the statement', async () => {
    const error = await db.rows(sql`select nothing_like_this`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'DATABASE_REFUSED', extensions: { source: 'cargo' } });
    expect(JSON.stringify(error)).not.toContain('nothing_like_this');
  });
});

describe('compileStatement', () => {
  it('keeps the text and its values alone, without the tree of many times their size that they are made from', () => {
    expect(compileStatement(sql`select ${1}`)).toEqual({ sql: 'select $1', parameters: [1] });
  });
});

describe('raw', () => {
  it('keeps a fragment of policy apart from its values', async () => {
    const fragment = { strings: ['r.n = ', ' or r.n = any(', ')'], values: [1, [2, 3]] };
    const rows = await db.rows(sql`select r.n from generate_series(1, 5) r(n) where ${raw(fragment)} order by 1`);
    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('refuses a fragment whose values do not fill its gaps', () => {
    expect(() => raw({ strings: ['a', 'b'], values: [] })).toThrow(TypeError);
  });
});

describe('envelopeColumns', () => {
  it('selects the envelope of any record table', async () => {
    const rows = await db.rows(sql`select c.id, ${envelopeColumns('c')} from cargo.consignment c`);
    expect(rows).toEqual([]);
  });
});
