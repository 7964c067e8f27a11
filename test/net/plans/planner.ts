import pg from 'pg';
import type { SourceName } from '../../../schema/sources.js';
import type { TestDeployment } from '../../support/deployment.js';
import { createLongLog } from './longLog.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Subplan Name'?: string;
  readonly 'Join Type'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** How PostgreSQL goes about statements: nodes and indexes, without costs, conditions and names of columns. */
export interface Planner {
  /** @param text with `$1` and so on for its values: the plan is the generic one */
  shapeOf(source: SourceName, text: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Plans as each source's own role: by what is stored now, those of the audit source by a log of a fixed length. Sequential
 * scans, hashing and gathering are out: which of them pays depends on sizes by a hair, and what matters is whether an index
 * serves.
 */
export async function openPlanner(deployment: TestDeployment): Promise<Planner> {
  const clients = new Map<SourceName, pg.Client>();
  const known = new Map<string, string>();
  const log = await createLongLog();
  const clientOf = async (source: SourceName): Promise<pg.Client> => {
    const open = clients.get(source);
    if (open) return open;
    const client = new pg.Client({
      connectionString: source === 'audit' ? log.url(source) : deployment.parts.url(source),
    });
    await client.connect();
    for (const kind of ['seqscan', 'hashjoin', 'mergejoin', 'hashagg', 'memoize', 'sort'])
      await client.query(`set enable_${kind} = off`);
    // Why not of the log: tokens are found by bitmaps alone.
    if (source !== 'audit') await client.query('set enable_bitmapscan = off');
    await client.query('set max_parallel_workers_per_gather = 0; set jit = off');
    clients.set(source, client);
    return client;
  };
  return {
    async shapeOf(source, text) {
      const key = `${source} ${text}`;
      const shape = known.get(key) ?? (await explain(await clientOf(source), text));
      known.set(key, shape);
      return shape;
    },
    close: async () => {
      for (const client of clients.values()) await client.end();
      await log.close();
    },
  };
}

async function explain(client: pg.Client, text: string): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
    `explain (generic_plan, costs off, format json) ${text}`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  return plan ? print(plan, '').join('\n') : 'no plan';
}

function print(node: PlanNode, indent: string): string[] {
  const index = node['Index Name'] ? ` using ${node['Index Name']}` : '';
  const table = node['Relation Name'] ? ` on ${node['Relation Name']}` : '';
  const join = node['Join Type'] && node['Join Type'] !== 'Inner' ? ` ${node['Join Type']}` : '';
  const below = (node.Plans ?? []).flatMap((one) => print(one, `${indent}  `));
  return [`${indent}${node['Node Type']}${join}${index}${table}`, ...below];
}
