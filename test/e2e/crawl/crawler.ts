import { buildASTSchema, parse } from 'graphql';
import pg from 'pg';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { type RecordSourceName, recordSourceNames } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { createRandom, pick, type Random } from '../../subgraphs/kit/compiled/randomOperation.js';
import { type Asker, type DeploymentAnswer, openTestDeployment } from '../../support/deployment.js';
import { type Judge, openJudge } from './judge.js';
import { openRows } from './rows.js';
import { type NamedRecord, randomWalk } from './walk.js';

/** What was crawled so far. */
export interface Crawled {
  operations: number;
  /** By code. */
  readonly refusals: Record<string, number>;
  /** Objects that were looked at. */
  objects: number;
  /** Answers whose second page was read, too. */
  turned: number;
  /** Edges of the longest walk that gave an object at its end. */
  longest: number;
  readonly differences: {
    readonly seed: number;
    readonly asker: Asker;
    readonly query: string;
    readonly what: string;
  }[];
}

/** Asks along random paths as random viewers, and holds each value to what is decided of its row. */
export interface Crawler {
  /** One walk, of a page or two, each asked twice: the second time its plan is known. */
  crawl(seed: number, into: Crawled): Promise<void>;
  readonly judge: Judge;
  /** Every record that there is. */
  readonly records: readonly NamedRecord[];
  close(): Promise<void>;
}

/** A crawl that has not begun. */
export function nothingCrawled(): Crawled {
  return { operations: 0, refusals: {}, objects: 0, turned: 0, longest: 0, differences: [] };
}

/** @param apart whether the sources answer over HTTP, each alone */
export async function openCrawler(apart: boolean): Promise<Crawler> {
  const policy = loadPolicy();
  const schema = buildASTSchema(parse(readPackageFile('schema', 'supergraph.graphql')), { assumeValidSDL: true });
  const deployment = await openTestDeployment({ apart, demo: true });
  const admin = new pg.Client({ connectionString: deployment.adminUrl });
  await admin.connect();
  const databases = new Map<RecordSourceName, WritableDatabase>(
    recordSourceNames.map((name) => [name, openDatabase(deployment.parts.url(name), { source: name })]),
  );
  const judge = openJudge(deployment, policy, databases, await openRows(admin));
  const records: NamedRecord[] = [];
  for (const { type, source, table } of nodeRecords)
    for (const { id } of (await admin.query(`select id from ${source}.${table} order by id`)).rows)
      records.push({ type, id });

  /** What is wrong with an answer. */
  async function look(answer: DeploymentAnswer, asker: Asker, into: Crawled): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const object of objectsIn(answer.body.data)) {
      into.objects += 1;
      faults.push(...(await judge.look(asker, object)));
    }
    return faults;
  }

  return {
    judge,
    records,
    async crawl(seed, into) {
      const random = createRandom(seed);
      const asker = randomAsker(policy, random);
      const { fields, query, ...walk } = randomWalk(schema, random, records);
      let variables: object | null = walk.variables;
      for (let page = 0; page < 2 && variables; page += 1) {
        const first = await deployment.ask(asker, query, variables);
        into.operations += 2;
        const known = await deployment.ask(asker, query, variables);
        const { data, errors } = first.body;
        if (errors || !data) {
          const code = String(errors?.[0]?.extensions?.code);
          into.refusals[code] = (into.refusals[code] ?? 0) + 1;
          if (code.startsWith('SOURCE_') || code.startsWith('INTERNAL'))
            into.differences.push({ seed, asker, query, what: code });
          return;
        }
        const faults = [...(await look(first, asker, into))];
        if (textOf(known.body.data) !== textOf(data)) faults.push('another answer by the plan that is known');
        for (const what of faults) into.differences.push({ seed, asker, query, what });
        if (page > 0) into.turned += 1;
        if (depthOf(data) >= fields.length) into.longest = Math.max(into.longest, fields.length);
        const { hasNextPage, endCursor } = data[fields[0] ?? '']?.pageInfo ?? {};
        variables = hasNextPage ? { ...variables, after: endCursor } : null;
      }
    },
    close: async () => {
      await admin.end();
      for (const each of databases.values()) await each.close();
      await deployment.close();
    },
  };
}

/** Any agency, role and purpose that go together. */
function randomAsker(policy: ReturnType<typeof loadPolicy>, random: Random): Asker {
  const all = Object.values(policy.agencies).flatMap(({ id, roles, purposes, caseReference: { example } }) =>
    roles
      .filter((role) => role !== 'SYSTEM_CLIENT')
      .flatMap((role) =>
        purposes
          .filter((purpose) => policy.roles[role].purposes.includes(purpose))
          .map((purpose) => ({ agency: id, role, purpose, caseReference: example, justification: 'A crawl' })),
      ),
  );
  return pick(random, all);
}

/** An answer as text, but for its cursors: each is sealed anew. */
function textOf(data: unknown): string {
  return JSON.stringify(data, (name, value) => (name === 'endCursor' ? undefined : value));
}

/** Every object of an answer, those below others too. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* objectsIn(member);
}

/** Objects with an id on the longest way down. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = '__typename' in value ? 1 : 0;
  return own + Math.max(0, ...Object.values(value).map(depthOf));
}
