import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { sql } from '../../../storage/kysely.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { createStatementNames } from '../../../storage/pool/statementNames.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase({ sources: [] });
let client: pg.Client;

beforeEach(async () => {
  client = new pg.Client(database.adminUrl);
  await client.connect();
});
afterEach(() => client.end());

const limits = { statements: 3, characters: 1000, milliseconds: 60_000 };
const textOf = (n: number) => `select $1::int as n${n}`;

/** Statements that the connection keeps, by text. */
async function prepared() {
  const { rows } = await client.query('select statement as text, generic_plans as kept from pg_prepared_statements');
  return new Map(
    (rows as { readonly text: string; readonly kept: string }[]).map(({ text, kept }) => [text, Number(kept)]),
  );
}

async function run(names: ReturnType<typeof createStatementNames>, text: string, forValues = false) {
  const name = names.nameOf(client, text, forValues);
  const { rows } = await client.query({ text, values: [7], ...(name === undefined ? {} : { name }) });
  expect(Object.values(rows[0])).toEqual([7]);
  return name;
}

test('a text is prepared when it comes again, once', async () => {
  const names = createStatementNames(limits);
  expect(await run(names, textOf(0))).toBeUndefined();
  const name = await run(names, textOf(0));
  expect(name).toBeDefined();
  expect(await run(names, textOf(0))).toBe(name);
  expect([...(await prepared()).keys()]).toEqual([textOf(0)]);
});

test('a connection keeps few statements, those that ran last, and any of the others runs again', async () => {
  const names = createStatementNames(limits);
  for (let n = 0; n < 100; n += 1) {
    for (let again = 0; again < 2; again += 1) await run(names, textOf(n));
    await run(names, textOf(0));
  }
  expect([...(await prepared()).keys()].sort()).toEqual([textOf(0), textOf(98), textOf(99)].sort());
  expect(await run(names, textOf(95))).toBeDefined();
  expect((await prepared()).size).toBe(3);
});

test('letters are bounded too, and a text of many is not prepared', async () => {
  const names = createStatementNames({ ...limits, statements: 300 });
  const longer = (n: number) => `${textOf(n)} /* ${'x'.repeat(60)} */`;
  for (let n = 0; n < 50; n += 1) for (let again = 0; again < 2; again += 1) await run(names, longer(n));
  const texts = [...(await prepared()).keys()].filter((text) => text.includes('xxx'));
  expect(texts.join('').length).toBeLessThanOrEqual(1000);
  expect(texts.length).toBeGreaterThan(5);
  const long = `${textOf(0)} /* ${'x'.repeat(100)} */`;
  for (let again = 0; again < 3; again += 1) expect(await run(names, long)).toBeUndefined();
});

test('a statement that is to be planned for its values never gets a plan for any', async () => {
  const names = createStatementNames(limits);
  for (let again = 0; again < 30; again += 1) {
    await run(names, textOf(1));
    await run(names, textOf(2), true);
    expect((await prepared()).get(textOf(2)) ?? 0).toBe(0);
  }
  expect((await prepared()).get(textOf(1))).toBeGreaterThan(20);
});

test('a plan that was made long ago is made anew', async () => {
  const names = createStatementNames({ ...limits, milliseconds: 50 });
  for (let again = 0; again < 2; again += 1) await run(names, textOf(3));
  const name = await run(names, textOf(3));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await run(names, textOf(3))).not.toBe(name);
});

test('of two thousand differing statements a connection of a pool keeps no more than it may', async () => {
  const one = openDatabase(database.adminUrl, { source: 'cargo', max: 1 });
  for (let n = 0; n < 2000; n += 1) {
    const statement = { sql: `select $1::int as n${n}`, parameters: [n] };
    if (n % 2 === 0) await one.rows(statement);
    expect(await one.rows(statement)).toEqual([{ [`n${n}`]: n }]);
  }
  const [{ kept } = { kept: 0 }] = await one.rows(
    sql<{ kept: number }>`select count(*)::int as kept from pg_prepared_statements`,
  );
  expect(kept).toBe(300);
  await one.close();
});
