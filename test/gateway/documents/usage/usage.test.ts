import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createKnownDocuments } from '../../../../gateway/documents/known.js';
import { openRegister } from '../../../../gateway/documents/register/repository.js';
import { createUsageCounts, type UsageRow } from '../../../../gateway/documents/usage/counts.js';
import { addUsage, createUsageStore, lastAnswered, listUsage } from '../../../../gateway/documents/usage/repository.js';
import type { Exchange } from '../../../../gateway/exchange/exchange.js';
import { meterUsage } from '../../../../gateway/exchange/usage.js';
import { defaultSettings } from '../../../../gateway/settings.js';
import type { WritableDatabase } from '../../../../storage/types.js';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.js';
import { startHarness } from '../../support/harness.js';

const schema = buildSchema(`
  interface Named { name: String }
  type Ship implements Named { name: String  owner(of: String): Person }
  type Person implements Named { name: String  secret: String }
  type Query { ships: [Ship]  named: [Named] }
`);
const known = createKnownDocuments(schema, defaultSettings, { schema, needsPurpose: () => true });
const prepared = (text: string) => known.check(text, parse(text), false).operation(undefined);
const day = '2026-12-01';

describe('counts of what is answered', () => {
  test('are of each field that a document selects, once a request, on the type on which it is selected', () => {
    const counts = createUsageCounts(schema);
    const asked = prepared(
      'query A($x: Boolean = false) { __typename ships { a: name name ...F owner(of: "a value") { name } } named { ... on Person { secret @include(if: $x) } } } fragment F on Ship { o: owner { __typename } }',
    );
    counts.count({ agency: 'NL', documentId: undefined, prepared: asked });
    counts.count({ agency: 'NL', documentId: undefined, prepared: asked });
    counts.count({ agency: 'BE', documentId: 'sha256:1', prepared: prepared('{ ships { name } }') });
    const rows = counts.take(day);
    expect(rows.map((row) => `${row.agency} ${row.documentId} ${row.coordinate} ${row.times}`)).toEqual([
      ...['BE sha256:1 Query.ships 1', 'BE sha256:1 Ship.name 1', 'NL  Person.name 2', 'NL  Person.secret 2'],
      ...['NL  Query.named 2', 'NL  Query.ships 2', 'NL  Ship.name 2', 'NL  Ship.owner 2'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('value');
    expect(counts.take(day)).toEqual([]);
  });

  test('lose none of a thousand documents, and are no more rows than there may be', () => {
    const counts = createUsageCounts(schema);
    for (let at = 0; at < 1000; at += 1)
      counts.count({ agency: 'NL', documentId: undefined, prepared: prepared(`query Q${at} { ships { name } }`) });
    expect(counts.take(day).map(({ times }) => times)).toEqual([1000, 1000]);
    const few = createUsageCounts(schema, { mostRows: 3 });
    for (const agency of ['A', 'B', 'C', 'A'])
      few.count({ agency, documentId: undefined, prepared: prepared('{ ships { name } }') });
    expect(few.take(day).map(({ agency, times }) => `${agency} ${times}`)).toEqual(['A 2', 'A 2', 'B 1']);
  });

  test('walk a document once, no matter how many ask it, how often, and how many others there are', () => {
    let walks = 0;
    const getRootType: typeof schema.getRootType = (operation) => {
      walks += 1;
      return schema.getRootType(operation);
    };
    const counts = createUsageCounts(Object.create(schema, { getRootType: { value: getRootType } }));
    const all = Array.from({ length: 1_100 }, (_, at) => prepared(`query W${at} { ships { name } }`));
    for (let minute = 0; minute < 2; minute += 1) {
      for (const each of all)
        for (const agency of ['NL', 'BE']) counts.count({ agency, documentId: undefined, prepared: each });
      expect(counts.take(day).map(({ times }) => times)).toEqual([1_100, 1_100, 1_100, 1_100]);
    }
    expect(walks).toBe(1_100);
  });
});

test('a gateway counts answers of an agency, no refusals, and never who asked, for which case, or with what', async () => {
  const stored: UsageRow[] = [];
  const storeUsage = async (rows: readonly UsageRow[]): Promise<void> => void stored.push(...rows);
  const harness = await startHarness({ storeUsage });
  await harness.ask('{ ships { name } }');
  await harness.ask('{ ships { name } }');
  await harness.ask('{ nothing }');
  harness.log.broken = true;
  await harness.ask('{ ships { name } }');
  harness.restore();
  await harness.ask('{ ships { name } }', { headers: { authorization: 'Bearer x' } });
  await harness.close();
  expect(stored.map(({ coordinate, times }) => `${coordinate} ${times}`)).toEqual(['Query.ships 2', 'Ship.name 2']);
  expect(Object.keys(stored[0] ?? {}).sort()).toEqual(['agency', 'coordinate', 'day', 'documentId', 'times']);
});

test('a question of AuthZEN is not counted, whose text is not the client’s', async () => {
  const stored: UsageRow[] = [];
  const meter = meterUsage(schema, {
    store: async (rows) => void stored.push(...rows),
    log: { warn: () => undefined },
  });
  const exchange = {
    code: 'OK',
    identity: { viewer: { agency: 'NL' } },
    checked: { prepared: prepared('{ ships { name } }') },
  };
  for (const handler of ['known', 'authzen'])
    meter.beside(undefined).answered({ ...exchange, handler } as unknown as Exchange, {} as never);
  await meter.close();
  expect(stored.map(({ times }) => times)).toEqual([1, 1]);
});

test('a gateway whose counts cannot be stored answers, and ends', async () => {
  const harness = await startHarness({ storeUsage: async () => await Promise.reject(new Error('gone')) });
  expect((await harness.ask('{ ships { name } }')).status).toBe(200);
  await harness.close();
  expect(JSON.stringify(harness.lines)).toContain('counts of usage were not stored');
});

describe('the table of usage', () => {
  let database: TestDatabase;
  let register: WritableDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    register = openRegister(database.gatewayUrl);
  });
  afterAll(async () => {
    await register.close();
    await database.close();
  });

  test('has one row a week, to which any number of processes add at once', async () => {
    const row = { agency: 'NL', documentId: '' };
    const rows = ['Person.name', 'Ship.name'].map((coordinate) => ({ ...row, coordinate, times: 1 }));
    const on = (at: string) =>
      addUsage(
        register,
        rows.map((each) => ({ day: at, ...each })),
      );
    await Promise.all(Array.from({ length: 20 }, (_, at) => on(at % 2 === 0 ? '2026-11-30' : '2026-12-06')));
    await on('2026-12-07');
    await addUsage(register, []);
    const counted = await register.exec('select week::text, coordinate, times::int from gateway.usage order by 2, 1');
    expect(counted).toEqual(
      ['Person.name', 'Ship.name'].flatMap((coordinate) => [
        { week: '2026-11-30', coordinate, times: 20 },
        { week: '2026-12-07', coordinate, times: 1 },
      ]),
    );
    const list = async (filter: object) => await listUsage(register, { since: '2026-01-01', ...filter });
    expect(await list({ coordinate: 'Ship' })).toEqual([
      { coordinate: 'Ship.name', agency: 'NL', documentId: '', times: 21, lastOn: '2026-12-07' },
    ]);
    expect([(await list({ agency: 'BE' })).length, (await list({ since: '2026-12-08' })).length]).toEqual([0, 0]);
  });

  test('is swept of what is older than 25 months by the next counts, and by nothing else that the gateway may do', async () => {
    const row = { agency: 'BE', documentId: '', coordinate: 'Ship.name', times: 1 };
    const monthsAgo = (months: number) => new Date(Date.now() - months * 30.5 * 86_400_000).toISOString().slice(0, 10);
    for (const months of [30, 24]) await addUsage(register, [{ day: monthsAgo(months), ...row }]);
    const store = createUsageStore(register);
    await store([{ day: monthsAgo(0), ...row }]);
    const kept = async () => (await register.exec(`select from gateway.usage where agency = 'BE'`)).length;
    expect(await kept()).toBe(2);
    // Once a day.
    await addUsage(register, [{ day: monthsAgo(30), ...row }]);
    await store([{ day: monthsAgo(0), ...row }]);
    expect(await kept()).toBe(3);
    await expect(register.exec('delete from gateway.usage')).rejects.toThrow();
  });

  test('says when each field was last answered to a registered document, and nothing of free texts', async () => {
    const row = { agency: 'DE', coordinate: 'Ship.name', times: 1 };
    for (const [day, documentId] of [
      ['2026-11-02', 'd1'],
      ['2026-11-12', 'd1'],
      ['2026-11-09', 'd2'],
      ['2026-11-09', ''],
    ] as const)
      await addUsage(register, [{ day, documentId, ...row }]);
    const found = await lastAnswered(register);
    expect([...found].sort().map(([key, days]) => [key, ...days])).toEqual([
      ['DE d1', ['Ship.name', '2026-11-12']],
      ['DE d2', ['Ship.name', '2026-11-09']],
    ]);
  });
});
