import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { story } from '../../../ingest/demo/story.js';
import { recordSourceNames } from '../../../schema/sources.js';
import { migrate } from '../../../storage/migrations/migrate.js';
import type { SchemaPlace } from '../../../storage/nodes/distribute.js';
import { distributeSchema } from '../../../storage/nodes/distribute.js';
import { setLocal } from '../../../storage/nodes/setLocal.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { migratedSchemas } from '../../../storage/types.js';
import { openIngestDatabases } from '../../ingest/support/samples.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { startLoad } from '../../support/load.js';
import { startClock } from '../clock.js';
import { deliveriesOf } from '../deliveries.js';
import { describeDifferences } from '../differences.js';
import { recordDeliveries, recordDeliveriesIn } from '../stored.js';
import { measure } from './figures.js';
import { type CitusNodes, run, startNodes } from './nodes.js';
import { tablesWith } from './planted.js';
import { type Asked, type Product, productAt, questions } from './product.js';

/*
 * The sources on two nodes of Citus, beside the same on PostgreSQL alone: one coordinator has both databases. Needs a PostgreSQL
 * with Citus: `npm run net -- citus --pg-config PATH`; docs/SCALE.md says how to build it.
 */
const pgConfig = process.env.TEST_PG_CONFIG;
const describeWithCitus = pgConfig ? describe : describe.skip;
const minutes = 60_000;

describeWithCitus('sources on nodes of Citus', () => {
  const folder = temporaryDataDirectory('portcullis citus ');
  let nodes: CitusNodes;
  let alone: Product;
  let spread: Product;
  let other: Asked;
  let served: Asked;
  let places: readonly SchemaPlace[];

  beforeAll(async () => {
    mkdirSync(folder.path);
    nodes = await startNodes(pgConfig ?? '');
    await run(nodes.coordinator.url('postgres'), 'create database alone');
    await nodes.createDatabase('spread');
  }, 5 * minutes);
  afterAll(async () => {
    await other?.end();
    await served?.end();
    await nodes?.remove();
    folder.remove();
  });

  const succeed = async (product: Product, ...args: string[]): Promise<string> => {
    const { code, out, err } = await product.run(...args);
    expect([args[0], code, code === 0 ? '' : err]).toEqual([args[0], 0, '']);
    return out;
  };
  const portOf = (schema: string): number =>
    Number(
      places
        .find((place) => place.schema === schema)
        ?.node.split(':')
        .at(-1),
    );
  const workerOf = (schema: string) => {
    const worker = nodes.workers.find(({ port }) => port === portOf(schema));
    if (!worker) throw new Error(`no worker has ${schema}`);
    return worker;
  };
  const distribute = async (): Promise<readonly SchemaPlace[]> =>
    JSON.parse(await succeed(spread, 'database', 'distribute', '--json')).sources;

  it(
    'are put there by the roles that were prepared, once, and the command says where each is',
    async () => {
      alone = productAt(nodes, 'alone', folder.path);
      spread = productAt(nodes, 'spread', folder.path);
      // Why in this order: roles that the coordinator has already are not made on its workers.
      for (const product of [spread, alone]) await succeed(product, 'database', 'prepare');
      places = await distribute();
      expect(places.map(({ schema, isNew }) => [schema, isNew])).toEqual(recordSourceNames.map((name) => [name, true]));
      expect(new Set(places.map(({ node }) => node)).size).toBe(2);
      expect(await distribute()).toEqual(places.map((place) => ({ ...place, isNew: false, cleared: 0 })));
      const without = await alone.run('database', 'distribute');
      expect([without.code, without.err]).toEqual([1, expect.stringContaining('(DATABASE_WITHOUT_CITUS)')]);
    },
    5 * minutes,
  );

  it(
    'answer every question as PostgreSQL alone does, ids and counts with it',
    async () => {
      await succeed(alone, 'demo');
      spread = productAt(nodes, 'spread', folder.path, 'alone');
      const story = await succeed(spread, 'demo');
      expect(story).toContain('26NLDEMO26001117R8');
      other = await alone.serve();
      served = await spread.serve();
      for (const { name, query, variables } of questions) {
        const [one, three] = await Promise.all([other.ask(query, variables), served.ask(query, variables)]);
        expect([name, one.status, one.body.errors]).toEqual([name, 200, undefined]);
        expect([name, three.body.errors, three.body.data]).toEqual([name, undefined, one.body.data]);
        expect(three.body.extensions.withheld).toEqual(one.body.extensions.withheld);
      }
    },
    5 * minutes,
  );

  it(
    'take less than three times as long as on one node',
    async () => {
      const both = [
        { product: alone, served: other },
        { product: spread, served },
      ];
      const figures = Object.entries(await measure(both, folder.path));
      const lines = figures.map(([name, taken]) => `${name}: ${taken.join(', ')}\n`);
      process.stdout.write(['on one node, on three\n', ...lines].join(''));
      for (const [name, [one, three]] of figures.filter(([name]) => name.endsWith(', ms')))
        expect([name, Number(three) / Number(one) < 3]).toEqual([name, true]);
    },
    5 * minutes,
  );

  it(
    'give records back, purge them, and are complete',
    async () => {
      const give = ['export', '--source', 'demo-incidents', '--originator', 'EU-ANALYSIS', '--format', 'jsonl'];
      expect(await succeed(spread, ...give)).toBe(await succeed(alone, ...give));
      expect(await succeed(spread, 'database', 'complete')).toContain('Every record is complete.');
      const due = ['purge', '--json'];
      const [one, three] = [JSON.parse(await succeed(alone, ...due)), JSON.parse(await succeed(spread, ...due))];
      expect(three.deleted.records).toBeGreaterThan(0);
      expect([three.state, three.deleted]).toEqual(['DONE', one.deleted]);
    },
    5 * minutes,
  );

  it.each(['ens', 'ftm', 'portcullis-jsonl', 'un-consolidated'])(
    'store what %s brings as PostgreSQL alone does, row by row, what is withdrawn or refused too',
    async (format) => {
      const name = `of_${format.replaceAll('-', '_')}`;
      await nodes.createDatabase(name);
      const adminUrl = nodes.coordinator.url(name);
      await migrate(adminUrl, migratedSchemas);
      for (const source of recordSourceNames) await distributeSchema(adminUrl, source);
      const databases = openIngestDatabases({ ingestUrl: nodes.coordinator.url(name, 'portcullis_ingest') });
      const client = new pg.Client({ connectionString: adminUrl });
      await client.connect();
      const stopClock = startClock();
      try {
        const now = await recordDeliveriesIn(format, databases, client);
        expect(describeDifferences(await recordDeliveries(format), now)).toBeNull();
      } finally {
        stopClock();
        await client.end();
        await databases.close();
      }
    },
    5 * minutes,
  );

  it('have a limit of a transaction on the node where its statements run', async () => {
    const database = openDatabase(nodes.coordinator.url('spread', 'portcullis_ingest'), { source: 'cargo' });
    const [row] = await database.transaction(async (transaction) => {
      await setLocal(transaction, 'lock_timeout', '2s');
      return await transaction.exec<{ limit: string; port: string }>(
        `select current_setting('lock_timeout') as limit, current_setting('port') as port from cargo.cube limit 1`,
      );
    });
    expect(row).toEqual({ limit: '2s', port: String(portOf('cargo')) });
    await database.close();
  });

  it(
    'are SOURCE_UNAVAILABLE while their node is gone, and the others answer; whole again once it is back',
    async () => {
      const here = 'cargo';
      const gone = ['persons', 'seizures', 'incidents'].find((name) => portOf(name) !== portOf(here)) ?? '';
      const lists: Readonly<Record<string, string>> = {
        cargo: 'consignments',
        persons: 'persons',
        seizures: 'seizures',
        incidents: 'incidents',
      };
      const both = `{ here: ${lists[here]}(first: 1) { edges { node { id } } } gone: ${lists[gone]}(first: 1) { edges { node { id } } } }`;
      const whole = await served.ask(both);
      expect(whole.body.errors).toBeUndefined();
      const load = startLoad(
        { url: served.url, headers: served.headers, body: JSON.stringify({ query: both }) },
        { clients: 4, pauseMs: 5 },
      );
      await workerOf(gone).kill();
      const during = await served.ask(both);
      expect([during.status, during.body.data.here, during.body.data.gone]).toEqual([200, whole.body.data.here, null]);
      expect(during.body.errors.map((error: { extensions: object }) => error.extensions)).toEqual([
        expect.objectContaining({ code: 'SOURCE_UNAVAILABLE', source: gone }),
      ]);
      await workerOf(gone).start();
      let again = await served.ask(both);
      for (let tries = 0; tries < 100 && again.body.errors; tries += 1) again = await served.ask(both);
      expect(again.body).toMatchObject({ data: whole.body.data });
      await load.stop();
      // Every question under way was answered, in part at least.
      expect(load.clients.flatMap(({ failures }) => failures)).toEqual([]);
    },
    3 * minutes,
  );

  it(
    'move to another node while they answer: nobody is told of it',
    async () => {
      const question = { query: '{ persons(first: 5) { totalCount { number } edges { node { id } } } }' };
      const load = startLoad(
        { url: served.url, headers: served.headers, body: JSON.stringify(question) },
        { clients: 4, pauseMs: 5 },
      );
      const from = portOf('persons');
      const to = nodes.workers.find(({ port }) => port !== from)?.port;
      // The writers wait: a table of theirs has no primary key, which a move beside them would need.
      const move = `select citus_schema_move('persons', '127.0.0.1', ${to}, 'block_writes')`;
      const files = deliveriesOf('un-consolidated')[0] ?? [];
      const [ingested] = await Promise.all([
        spread.run('ingest', 'un-consolidated', ...files, '--originator', 'EU-SANCTIONS-DESK', '--json'),
        run(nodes.coordinator.url('spread'), move),
      ]);
      expect([ingested.code, JSON.parse(ingested.out).added > 0]).toEqual([0, true]);
      await load.stop();
      expect(load.clients.flatMap(({ failures }) => failures)).toEqual([]);
      expect(load.count()).toBeGreaterThan(0);
      places = await distribute();
      expect(portOf('persons')).toBe(to);
      // Citus does it itself within 15 seconds.
      await run(nodes.coordinator.url('spread'), 'call citus_cleanup_orphaned_resources()');
      const having = async (port?: number) => {
        const worker = nodes.workers.find((node) => node.port === port);
        return worker ? await tablesWith(worker, 'spread', story.consignorName) : [];
      };
      expect((await having(from)).filter((table) => table.startsWith('persons.'))).toEqual([]);
      expect((await having(to)).filter((table) => table.startsWith('persons.')).length).toBeGreaterThan(0);
      expect((await served.ask(question.query)).body.errors).toBeUndefined();
    },
    3 * minutes,
  );
});
