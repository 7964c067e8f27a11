import { randomBytes } from 'node:crypto';
import { loadPolicy } from '../../policy/loading/load.js';
import type { SourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import { createSubgraph, type SubgraphOptions } from '../../subgraphs/kit/createSubgraph.js';
import type { SubgraphModule } from '../../subgraphs/kit/module.js';
import type { SourceAnswer } from '../../subgraphs/kit/serve/execute.js';
import { hitKeys, openHit } from '../../subgraphs/kit/session/hitReference.js';
import { openProbe, sealProbe } from '../../subgraphs/kit/session/probe.js';
import { unlimited } from '../storage/limits/testLimits.js';
import { type OwnTestDatabase, ownTestDatabase } from '../support/runner/ownTestDatabase.js';
import { type Asker, requestOf } from './askers.js';

/** A source over a database of its own. */
export interface TestSource {
  readonly adminUrl: string;
  readonly database: OwnTestDatabase;
  /** Answers one operation of the source, as the gateway would ask it. */
  ask(asker: Asker, query: string, variables?: Readonly<Record<string, unknown>>): Promise<SourceAnswer>;
  /** The same source, built otherwise. */
  otherwise(changes: Partial<SubgraphOptions>): TestSource['ask'];
  /** What a probe that `asker` got holds for another source of the same request. */
  openProbe(asker: Asker, token: string): unknown;
  /** A probe that another source sealed for `asker`, in the same request unless another is stated. */
  seal(asker: Asker, values: unknown, requestId?: string): string;
  /** Id of the record that a hit is of, by what was answered in its place. */
  recordOf(hit: { readonly id?: unknown } | null | undefined): string | null;
}

/** Opens a source, a database and keys of its own at the top of a test file, gone after its tests; no limit of look-ups. */
export async function openSource(
  module: SubgraphModule<SourceName>,
  options: Partial<SubgraphOptions> = {},
): Promise<TestSource> {
  return sourceOver(await ownTestDatabase({ sources: [module.name] }), module, options);
}

/** A source over a database that is open. */
export function sourceOver(
  own: OwnTestDatabase,
  module: SubgraphModule<SourceName>,
  options: Partial<SubgraphOptions>,
): TestSource {
  const { policy = loadPolicy() } = options;
  const { name } = module;
  const database = own.ending(openDatabase(own.url(name), { source: name, max: 2 }));
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const session = (asker: Asker) => requestOf(asker, name, policy);
  const otherwise: TestSource['otherwise'] = (changes) => {
    const subgraph = createSubgraph(module, { policy, database, keys, limits: unlimited, ...options, ...changes });
    return (asker, query, variables = {}) => subgraph.execute({ query, variables, session: session(asker) });
  };
  return {
    adminUrl: own.adminUrl,
    database: own,
    ask: otherwise({}),
    otherwise,
    openProbe: (asker, token) => openProbe(keys.probe, session(asker), token),
    seal: (asker, values, requestId = session(asker).requestId) =>
      sealProbe(keys.probe, { ...session(asker), requestId }, values),
    recordOf: (hit) => (hit ? (openHit(hitKeys(keys.link), String(hit.id))?.id ?? null) : null),
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
