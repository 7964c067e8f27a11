import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createKnownDocuments } from '../../../../gateway/documents/known.js';
import { openRegister } from '../../../../gateway/documents/register/repository.js';
import { createUsageCounts, type UsageRow } from '../../../../gateway/documents/usage/counts.js';
import { addUsage, createUsageStore, lastAnswered, listUsage } from '../../../../gateway/documents/usage/repository.js';
import type { Exchange } from '../../../../gateway/exchange/exchange.js';
import { meterUsage } from '../../../../gateway/exchange/usage.js';
import { defaultSettings } from '../../../../gateway/settings.js';
import { readMigrationFiles } from '../../../../storage/migrations/migrationFiles.js';
import { withAdmin } from '../../../../storage/roles.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { startHarness } from '../../support/harness.js';
import { plainCounter } from '../../support/plainCounter.js';

const schema = buildSchema(`
  interface Named { name: String }
  type Ship implements Named { name: String  owner(of: String): Person }
  type Person implements Named { name: String  secret: String }
  type Query { ships: [Ship]  named: [Named] }
`);
const known = createKnownDocuments(schema, defaultSettings, {
  schema,
  counter: plainCounter(schema),
  needsPurpose: () => true,
});
const prepared = (text: string) => known.check(text, parse(text), false).operation(undefined);
const day = '2026-12-01';
const free = { client: 'other', documentId: undefined };

describe('counts of what is answered', () => {
  test('are of each field that a document selects, once a request, on the type on which it is selected', () => {
    const counts = createUsageCounts(schema);
    const asked = prepared(
      'query A($x: Boolean = false) { __typename ships { a: name name ...F owner(of: "a value") { name } } named { ... on Person { secret @include(if: $x) } } } fragment F on Ship { o: owner { __typename } }',
    );
    counts.count({ agency: 'NL', ...free, prepared: asked });
    counts.count({ agency: 'NL', ...free, prepared: asked });
    const named = prepared('{ ships { name } }');
    for (const client of ['desk', 'engine', 'desk'])
      counts.count({ agency: 'BE', client, documentId: 'sha256:1', prepared: named });
    const rows = counts.take(day);
    expect(rows.map((row) => `${row.agency} ${row.client} ${row.documentId} ${row.coordinate} ${row.times}`)).toEqual([
      ...['BE desk sha256:1 Query.ships 2', 'BE desk sha256:1 Ship.name 2'],
      ...['BE engine sha256:1 Query.ships 1', 'BE engine sha256:1 Ship.name 1'],
      ...['NL other  Person.name 2', 'NL other  Person.secret 2'],
      ...['NL other  Query.named 2', 'NL other  Query.ships 2', 'NL other  Ship.name 2', 'NL other  Ship.owner 2'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('value');
    expect(counts.take(day)).toEqual([]);
  });

  test('lose none of a thousand documents, and are no more rows than there may be', () => {
    const counts = createUsageCounts(schema);
    for (let at = 0; at < 1000; at += 1)
      counts.count({ ...free, agency: 'NL', prepared: prepared(`query Q${at} { ships { name } }`) });
    expect(counts.take(day).map(({ times }) => times)).toEqual([1000, 1000]);
    const few = createUsageCounts(schema, { mostRows: 3 });
    for (const agency of ['A', 'B', 'C', 'A']) few.count({ ...free, agency, prepared: prepared('{ ships { name } }') });
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
      for (const each of all) for (const agency of ['NL', 'BE']) counts.count({ ...free, agency, prepared: each });
      expect(counts.take(day).map(({ times }) => times)).toEqual([1_100, 1_100, 1_100, 1_100]);
    }
    expect(walks).toBe(1_100);
  });
});

test('a gateway counts answers of an agency and its registered clients, no refusals, and never who asked, for which case, or with what', async () => {
  const stored: UsageRow[] = [];
  const storeUsage = async (rows: readonly UsageRow[]): Promise<void> => void stored.push(...rows);
  const harness = await startHarness({ storeUsage });
  await harness.ask('{ ships { name } }');
  await harness.ask('{ ships { name } }', { claims: { client: 'Jan Jansen 7' } });
  await harness.ask('{ nothing }');
  harness.log.broken = true;
  await harness.ask('{ ships { name } }');
  harness.restore();
  await harness.ask('{ ships { name } }', { headers: { authorization: 'Bearer x' } });
  await harness.close();
  expect(stored.map(({ client, coordinate, times }) => `${client} ${coordinate} ${times}`)).toEqual([
    ...['other Query.ships 1', 'other Ship.name 1', 'portcullis-cli Query.ships 1', 'portcullis-cli Ship.name 1'],
  ]);
  expect(Object.keys(stored[0] ?? {}).sort()).toEqual(['agency', 'client', 'coordinate', 'day', 'documentId', 'times']);
});

test('a question of AuthZEN is not counted, whose text is not the client’s', async () => {
  const stored: UsageRow[] = [];
  const meter = meterUsage(schema, {
    store: async (rows) => void stored.push(...rows),
    log: { warn: () => undefined },
  });
  const exchange = {
    code: 'OK',
    identity: { viewer: { agency: 'NL' }, client: 'desk' },
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

const database = await ownTestDatabase();
const register = database.ending(openRegister(database.gatewayUrl));

describe('the table of usage', () => {
  test('has one row a week, to which any number of processes add at once', async () => {
    const row = { agency: 'NL', client: 'desk', documentId: '' };
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
      {
        ...{ coordinate: 'Ship.name', agency: 'NL', client: 'desk', documentId: '', times: 21, lastOn: '2026-12-07' },
        weeks: [
          { week: '2026-11-30', times: 20 },
          { week: '2026-12-07', times: 1 },
        ],
      },
    ]);
    await addUsage(register, [{ day: '2026-12-07', ...row, client: 'engine', coordinate: 'Ship.name', times: 4 }]);
    expect((await list({ coordinate: 'Ship.name', client: 'engine' })).map(({ times }) => times)).toEqual([4]);
    expect([(await list({ agency: 'BE' })).length, (await list({ since: '2026-12-08' })).length]).toEqual([0, 0]);
  });

  test('is swept of what is older than 25 months by the next counts, and by nothing else that the gateway may do', async () => {
    const row = { agency: 'BE', client: 'other', documentId: '', coordinate: 'Ship.name', times: 1 };
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

  test('says when each field was last answered to a registered document, and to which clients, and nothing of free texts', async () => {
    const row = { agency: 'DE', coordinate: 'Ship.name', times: 1 };
    for (const [day, documentId, client] of [
      ['2026-11-02', 'd1', 'old'],
      ['2026-11-12', 'd1', 'engine'],
      ['2026-11-12', 'd1', 'desk'],
      ['2026-11-09', 'd2', 'other'],
      ['2026-11-09', '', 'desk'],
    ] as const)
      await addUsage(register, [{ day, documentId, client, ...row }]);
    const found = await lastAnswered(register);
    expect([...found].sort().map(([key, days]) => [key, ...days])).toEqual([
      ['DE d1', ['Ship.name', { lastOn: '2026-11-12', lastTo: ['desk', 'engine'] }]],
      ['DE d2', ['Ship.name', { lastOn: '2026-11-09', lastTo: ['other'] }]],
    ]);
  });

  // The last one: it makes the table anew.
  test('keeps what was counted before clients were, as of no registered client', async () => {
    const [usage = '', clients = ''] = readMigrationFiles('gateway')
      .filter(({ name }) => /usage/.test(name))
      .map(({ text }) => text);
    const rows = await withAdmin(database.adminUrl, async (admin) => {
      await admin.query('drop table gateway.usage; drop function gateway.sweep_usage');
      await admin.query(`${usage};
        insert into gateway.usage values ('2026-11-30', 'NL', 'd1', 'Ship.name', 3, '2026-12-01')`);
      await admin.query(clients);
      return await admin.query('select week::text, agency, client, times::int from gateway.usage');
    });
    expect(rows.rows).toEqual([{ week: '2026-11-30', agency: 'NL', client: 'other', times: 3 }]);
  });
});
