import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { story } from '../../../ingest/demo/story.js';
import { recordSourceNames } from '../../../schema/sources.js';
import type { SchemaPlace } from '../../../storage/nodes/distribute.js';
import { ownerRole, withAdmin } from '../../../storage/roles.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { type CitusNode, type CitusNodes, run, startNodes } from './nodes.js';
import { filesWith, tablesWith } from './planted.js';
import { type Asked, type Product, productAt, questions } from './product.js';

/* A source with rows that is put on a node, and what may happen then. As `citus.test.ts` it needs a PostgreSQL with Citus. */
const pgConfig = process.env.TEST_PG_CONFIG;
const describeWithCitus = pgConfig ? describe : describe.skip;
const minutes = 60_000;
const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

describeWithCitus('rows that were there before the nodes', () => {
  const folder = temporaryDataDirectory('portcullis citus ');
  let nodes: CitusNodes;
  let product: Product;
  let served: Asked;
  let before: readonly object[];

  beforeAll(async () => {
    mkdirSync(folder.path);
    nodes = await startNodes(pgConfig ?? '');
    await nodes.createDatabase('filled');
    product = productAt(nodes, 'filled', folder.path);
    for (const args of [['database', 'prepare'], ['demo']]) await succeed(...args);
    served = await product.serve();
    before = await answers();
  }, 5 * minutes);
  afterAll(async () => {
    await served?.end();
    await nodes?.remove();
    folder.remove();
  });

  const succeed = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await product.run(...args);
    expect([args, code, code === 0 ? '' : err]).toEqual([args, 0, '']);
    return out;
  };
  const answers = async (): Promise<readonly object[]> => {
    const all: object[] = [];
    for (const { name, query, variables } of questions) {
      const { body } = await served.ask(query, variables);
      all.push({ name, data: body.data, errors: body.errors });
    }
    return all;
  };
  const ask = async <Row extends object>(statement: string): Promise<readonly Row[]> =>
    await withAdmin(nodes.coordinator.url('filled'), async (admin) => (await admin.query<Row>(statement)).rows);
  const shards = async (): Promise<number> => {
    let found = 0;
    for (const { url } of nodes.workers)
      await withAdmin(url('filled'), async (admin) => {
        await admin.query('set citus.override_table_visibility to off');
        const shard = `select from pg_class where relkind = 'r' and relname ~ '_1[0-9]{5}$'`;
        found += (await admin.query(shard)).rowCount ?? 0;
      });
    return found;
  };
  /** Kills a node at a moment of a command, and starts it again. */
  const killDuring = async (node: CitusNode, condition: string, ...args: string[]) => {
    const command = product.run(...args);
    for (let hits = 0; hits === 0; hits = (await ask(`select where ${condition}`)).length);
    await node.kill();
    await node.start();
    return await command;
  };

  it(
    'are where they were, if the coordinator is killed while it puts them on one',
    async () => {
      const moving = `exists (select from pg_stat_activity where query like 'select citus_schema_distribute%' and state = 'active')`;
      const { code, err } = await killDuring(nodes.coordinator, moving, 'database', 'distribute', 'cargo');
      expect([code, err]).toEqual([1, expect.stringContaining('(DISTRIBUTION_FAILED)')]);
      await run(nodes.coordinator.url('filled'), 'select recover_prepared_transactions()');
      expect(await shards()).toBe(0);
      expect(await answers()).toEqual(before);
    },
    5 * minutes,
  );

  it(
    'stay where they are while somebody uses them for long, and the command says so',
    async () => {
      await withAdmin(nodes.coordinator.url('filled'), async (admin) => {
        await admin.query('begin; lock table cargo.consignment in access share mode');
        const { code, err } = await product.run('database', 'distribute', 'cargo');
        expect([code, err]).toEqual([1, expect.stringContaining('is in use (55P03)')]);
      });
      expect(await shards()).toBe(0);
    },
    minutes,
  );

  it(
    'leave the files of the coordinator, where two commands put them on one while a gateway answers',
    async () => {
      const name = story.consignorAliases[0];
      // As an operator may have done, or the command of an earlier build.
      await run(nodes.coordinator.url('filled', ownerRole), `select citus_schema_distribute('incidents')`);
      await run(nodes.coordinator.url('filled'), 'analyze');
      await run(nodes.coordinator.url('filled'), 'checkpoint');
      expect(filesWith(nodes.coordinator, name).length).toBeGreaterThan(0);
      let isDone = false;
      const told: unknown[] = [];
      const asking = (async () => {
        while (!isDone) {
          const { status, body } = await served.ask(
            '{ persons(first: 5) { edges { node { id } } } consignments(first: 1) { edges { node { id } } } }',
          );
          told.push([status, body.errors]);
          await sleep(20);
        }
      })();
      const distribute = ['database', 'distribute', '--json'];
      const both = await Promise.all([succeed(...distribute), succeed(...distribute)]);
      isDone = true;
      await asking;
      expect(told.filter((each) => JSON.stringify(each) !== '[200,null]')).toEqual([]);
      const places = both.flatMap((out) => JSON.parse(out).sources as SchemaPlace[]);
      for (const source of recordSourceNames) {
        const of = places.filter(({ schema }) => schema === source);
        expect([source, of.filter(({ isNew }) => isNew).length]).toEqual([source, source === 'incidents' ? 0 : 1]);
        expect(of.map(({ cleared, samples }) => [cleared > 0, samples]).sort()).toEqual([
          [false, true],
          [true, true],
        ]);
      }
      expect(await answers()).toEqual(before);
      const lines = (await succeed('database', 'distribute')).split('\n');
      const statements = lines.flatMap((line) => /delete from pg_statistic.*/.exec(line)?.[0] ?? []);
      expect(statements.length).toBe(recordSourceNames.length);
      for (const statement of [...statements, 'vacuum full pg_statistic', 'checkpoint'])
        await run(nodes.coordinator.url('filled'), statement);
      expect(filesWith(nodes.coordinator, name)).toEqual([]);
      expect(await succeed('database', 'distribute')).not.toContain('pg_statistic');
    },
    5 * minutes,
  );

  /** The worker that has a source. */
  const workerOf = async (source: string): Promise<CitusNode> => {
    const [place] = await ask<{ port: number }>(
      `select nodeport as port from citus_shards where table_name::text like '${source}.%' limit 1`,
    );
    const worker = nodes.workers.find(({ port }) => port === place?.port);
    if (!worker) throw new Error(`no worker has ${source}`);
    return worker;
  };
  const delivered = 8000;
  /** A delivery of invented attacks at sea, all of one year. */
  const delivery = (year: number): readonly string[] => {
    const file = join(folder.path, `${year}.csv`);
    const lines = Array.from(
      { length: delivered },
      (_, at) => `${year}-01-01,${(at % 3600) / 20},${at / 200},Exemplar ${at}`,
    );
    writeFileSync(file, ['date,longitude,latitude,vessel_name', ...lines, ''].join('\n'));
    return ['ingest', 'pirate-attacks', file, '--originator', 'EU-ANALYSIS', '--json'];
  };
  const attacks = "from incidents.incident where source = 'pirate-attacks'";
  const stored = async (): Promise<number> =>
    (
      await ask<{ rows: number }>(
        `select count(distinct source_ref)::int as rows ${attacks} having count(*) = count(distinct source_ref)`,
      )
    )[0]?.rows ?? -1;

  it.each(['coordinator', 'worker'])(
    'are all there, and none twice, where the %s is killed while they are ingested',
    async (which) => {
      const node = which === 'worker' ? await workerOf('incidents') : nodes.coordinator;
      const earlier = await stored();
      const isHalf = `(select count(*) ${attacks}) > ${earlier}`;
      const { code } = await killDuring(node, isHalf, ...delivery(which === 'worker' ? 2001 : 2002));
      expect(code).toBe(0);
      expect(await stored()).toBe(earlier + delivered);
    },
    5 * minutes,
  );

  it(
    'go into quarantine where a node refuses them or a child of theirs, and all others are published',
    async () => {
      const owner = nodes.coordinator.url('filled', ownerRole);
      const constraints = [
        ['incidents.incident', "occurred_at < '2004-12-31' or latitude <> 1"],
        ['incidents.incident_vessel', "stated_name <> 'Exemplar 7'"],
      ] as const;
      for (const [table, holds] of constraints)
        await run(owner, `alter table ${table} add constraint refused check (${holds}) not valid`);
      const { added, quarantined, reasons } = JSON.parse(await succeed(...delivery(2005)));
      for (const [table] of constraints) await run(owner, `alter table ${table} drop constraint refused`);
      expect([added, quarantined, reasons]).toEqual([delivered - 2, 2, { 'database.23514': 2 }]);
    },
    5 * minutes,
  );

  it(
    'are not lost where the disk of a worker is full, and ingest says so',
    async () => {
      const worker = await workerOf('incidents');
      const earlier = await stored();
      const onShard = async (...statements: string[]) =>
        await withAdmin(worker.url('filled'), async (admin) => {
          for (const setting of ['override_table_visibility', 'enable_ddl_propagation'])
            await admin.query(`set citus.${setting} to off`);
          await admin.query('set citus.enable_manual_changes_to_shards to on');
          const { rows } = await admin.query<{ name: string }>(
            `select relname as name from pg_class where relname ~ '^incident_[0-9]+$' and relkind = 'r'`,
          );
          for (const statement of statements)
            await admin.query(statement.replaceAll('SHARD', `incidents.${rows[0]?.name}`));
        });
      await onShard(
        `create function public.full() returns trigger language plpgsql as $$ begin
           if (select count(*) from SHARD where source = 'pirate-attacks') > ${earlier + 2000} then
             raise exception 'could not extend file' using errcode = '53100';
           end if; return new; end $$`,
        'create trigger full_disk after insert on SHARD for each statement execute function public.full()',
      );
      const full = await product.run(...delivery(2003));
      expect([full.code, full.err]).toEqual([1, expect.stringContaining('(SOURCE_UNAVAILABLE)')]);
      expect((await served.ask('{ incidents(first: 1) { edges { node { id } } } }')).body.errors).toBeUndefined();
      await onShard('drop trigger full_disk on SHARD', 'drop function public.full');
      await succeed(...delivery(2003));
      expect(await stored()).toBe(earlier + delivered);
    },
    5 * minutes,
  );

  it(
    'are kept at the coordinator while their node, come back empty, has none of them',
    async () => {
      await nodes.createDatabase('emptied');
      const other = productAt(nodes, 'emptied', folder.path);
      for (const args of [['database', 'prepare'], delivery(2006)]) expect((await other.run(...args)).code).toBe(0);
      const owner = nodes.coordinator.url('emptied', ownerRole);
      // As an operator may have done, or the command of an earlier build.
      await run(owner, `select citus_schema_distribute('incidents')`);
      const distribute = ['database', 'distribute', 'incidents'];
      await run(owner, 'delete from incidents.incident');
      const { code, err } = await other.run(...distribute);
      expect([code, err]).toEqual([1, expect.stringContaining('(DISTRIBUTION_FAILED)')]);
      await run(nodes.coordinator.url('emptied'), 'checkpoint');
      expect(filesWith(nodes.coordinator, 'Exemplar 7999').some((file) => file.startsWith('base'))).toBe(true);
      expect(err).toContain('incidents.incident');
    },
    5 * minutes,
  );

  // Debian's package `faketime` has it.
  (existsSync(faketime) ? it : it.skip)(
    'are shown, counted and purged by the clock of the gateway, whatever that of a worker says',
    async () => {
      const asked = await answers();
      const due = async () => ({ ...JSON.parse(await succeed('purge', '--check', '--json')), asOf: '' });
      const dueBefore = await due();
      const restart = async (environment: Readonly<Record<string, string>>): Promise<void> => {
        for (const worker of nodes.workers) {
          await worker.kill();
          await worker.start(environment);
        }
        const isBack = async () => JSON.stringify(await answers()) === JSON.stringify(asked);
        for (let tries = 0; tries < 100 && !(await isBack()); tries += 1) await sleep(100);
        expect(await answers()).toEqual(asked);
      };
      await restart({ LD_PRELOAD: faketime, FAKETIME: '+5000d', DONT_FAKE_MONOTONIC: '1' });
      const worker = await workerOf('cargo');
      const year = await withAdmin(worker.url('filled'), (admin) => admin.query('select now() as at'));
      expect(year.rows[0].at.getFullYear()).toBeGreaterThan(new Date().getFullYear() + 10);
      expect(await due()).toEqual(dueBefore);
      await run(nodes.coordinator.url('filled', ownerRole), `update cargo.cube set definition = ''`);
      expect(await succeed('database', 'complete')).toContain('Numbers of records are kept now: cargo.');
      await restart({});
    },
    5 * minutes,
  );

  it(
    'are in no table of any node once they are purged',
    async () => {
      const all = [nodes.coordinator, ...nodes.workers];
      const withName = async () =>
        (await Promise.all(all.map((node) => tablesWith(node, 'filled', 'Exemplar 77')))).flat();
      await succeed(...delivery(2004));
      expect((await withName()).length).toBeGreaterThan(0);
      await run(
        nodes.coordinator.url('filled', ownerRole),
        `update incidents.incident set expires_at = '2020-01-01' where source = 'pirate-attacks'`,
      );
      await succeed('purge');
      expect(await withName()).toEqual([]);
      await succeed('audit', 'verify');
    },
    5 * minutes,
  );
});
