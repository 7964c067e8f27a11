import { randomBytes } from 'node:crypto';
import { loadPolicy } from '../../policy/loading/load.js';
import type { SourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import { createSubgraph } from '../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../subgraphs/kit/module.js';
import type { SourceAnswer } from '../../subgraphs/kit/serve/execute.js';
import { openProbe, sealProbe } from '../../subgraphs/kit/session/probe.js';
import { unlimited } from '../storage/limits/testLimits.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type Asker, requestOf } from './askers.js';

/** A source over a database of its own. */
export interface TestSource {
  readonly adminUrl: string;
  readonly database: TestDatabase;
  /** Answers one operation of the source, as the gateway would ask it. */
  ask(asker: Asker, query: string, variables?: Readonly<Record<string, unknown>>): Promise<SourceAnswer>;
  /** What a probe that `asker` got holds for another source of the same request. */
  openProbe(asker: Asker, token: string): unknown;
  /** A probe that another source sealed for `asker` in the same request. */
  seal(asker: Asker, values: unknown, requestId?: string): string;
  close(): Promise<void>;
}

/** Opens a source, a database and keys of its own; no limit of look-ups. */
export async function openSource(
  module: SubgraphModule<SourceName>,
  execution: 'compiled' | 'reference' = 'compiled',
): Promise<TestSource> {
  const policy = loadPolicy();
  const { name } = module;
  const testDatabase = await createTestDatabase({ sources: [name] });
  const database = openDatabase(testDatabase.url(name), { source: name, max: 2 });
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const subgraph = createSubgraph(module, { policy, database, keys, limits: unlimited, execution });
  const session = (asker: Asker) => requestOf(asker, name, policy);
  return {
    adminUrl: testDatabase.adminUrl,
    database: testDatabase,
    ask: (asker, query, variables = {}) => subgraph.execute({ query, variables, session: session(asker) }),
    openProbe: (asker, token) => openProbe(keys.probe, session(asker), token),
    seal: (asker, values, requestId = session(asker).requestId) =>
      sealProbe(keys.probe, { ...session(asker), requestId }, values),
    close: async () => {
      await database.close();
      await testDatabase.close();
    },
  };
}

/** Rows of a connection in an answer, by a path such as `seizures` or `_entities.0.seizures`. */
export function nodesAt<Node = Record<string, unknown>>(answer: SourceAnswer, path: string): Node[] {
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const connection = path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], answer.data);
  return ((connection as { edges: { node: Node }[] } | null)?.edges ?? []).map(({ node }) => node);
}

/** Ids of those rows, in their order. */
export function idsAt(answer: SourceAnswer, path: string): string[] {
  return nodesAt<{ readonly id: string }>(answer, path).map(({ id }) => id);
}
