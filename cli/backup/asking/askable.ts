import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { pino } from 'pino';
import { inProcessClient } from '../../../gateway/execution/transport/inProcess.js';
import { SourceSession } from '../../../gateway/execution/transport/sourceSession.js';
import { openFederation } from '../../../gateway/supergraph/federation.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { type SourceName, sourceNames } from '../../../schema/sources.js';
import type { Keys } from '../../../storage/keys/keys.js';
import { openDatabase } from '../../../storage/pool/database.js';
import type { Databases } from '../../../storage/provision/resolveDatabases.js';
import { withAdmin } from '../../../storage/roles.js';
import { subgraphs } from '../../../subgraphs/index.js';
import type { KitLog } from '../../../subgraphs/kit/serve/errors.js';
import { commandEnding } from '../../lifecycle.js';
import { askingNow, openPolicy } from './openPolicy.js';

/** A database that can be asked by this process alone: sources and plans as they serve, without listener and log. */
export interface Askable {
  readonly apiSchema: GraphQLSchema;
  /** UTC ISO 8601: of all answers. */
  readonly asOf: string;
  /** The data of an answer. @throws Unanswered where any source failed */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** See `Subgraph.keysOf`. */
  keysOf(source: SourceName, category: string | null): Promise<string>;
  /** Rows as the source's own login reads them. */
  rows<Row>(source: SourceName, text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** A question that was not answered whole; the message names sources and codes alone. */
export class Unanswered extends Error {}

/** Where the sources of a copy are. */
export type AskedDatabases = Pick<Databases, 'url' | 'auditKeys'>;

/** Longest time of a statement and of a plan, ms: a copy is cold. */
const [statementMs, planMs] = [120_000, 60_000];

/** Opens the sources over their own logins, which can only read. */
export async function openAskable(databases: AskedDatabases, keys: Keys): Promise<Askable> {
  const policy = openPolicy(loadPolicy());
  const facts = askingNow();
  const failures = new Set<string>();
  const sources = new Map(
    sourceNames.map((name) => {
      const database = openDatabase(databases.url(name), { source: name, timeoutMs: statementMs });
      const log: KitLog = { error: ({ err }, message) => void failures.add(`${name} ${codeIn(err) ?? message}`) };
      const known = { ...keys, store: databases.auditKeys };
      return [name, { database, subgraph: subgraphs[name]({ policy, database, keys, log }, known) }] as const;
    }),
  );
  const sourceOf = (name: string) => {
    const source = sources.get(name as SourceName);
    if (!source) throw new Error(`there is no source ${name}`);
    return source;
  };
  const federation = await openFederation({
    ...{ supergraphSdl: readPackageFile('schema', 'supergraph.graphql'), isOurs: true, policyVersion: policy.version },
    ...{
      clientOf: (name) => inProcessClient(sourceOf(name).subgraph),
      foreign: () => null,
      log: pino({ level: 'silent' }),
    },
    ...{ sourceTimeoutMs: statementMs, deadlineMs: 2 * planMs },
  });
  const { apiSchema, engine, names, planner } = federation;
  const ask: Askable['ask'] = async (query, variables = {}) => {
    const document = parse(query);
    const form = names.form(document);
    const plan = form.restore(await planner.plan(query, form.text));
    const compiled = engine.compile({ operation: operationOf(document), pruned: [], plan, admitted: document, names });
    const request = { facts, requestId: 'backup-verify', policyVersion: policy.version, intent: 'READ' } as const;
    const session = new SourceSession(request);
    const collected = await compiled.execute({ variables, session, sources: [], signal: commandEnding });
    const codes = [...failures, ...collected.errors.map(({ code }) => code)];
    failures.clear();
    if (codes.length > 0) throw new Unanswered(`there is no whole answer: ${[...new Set(codes)].join(', ')}`);
    return JSON.parse(compiled.shape(collected, {}).data.toString('utf8'));
  };
  return {
    ...{ apiSchema, asOf: facts.asOf, ask },
    keysOf: (source, category) => sourceOf(source).subgraph.keysOf(facts, category),
    rows: async <Row>(source: SourceName, text: string, values: readonly unknown[]) =>
      await withAdmin(databases.url(source), async (reader) => (await reader.query(text, [...values])).rows as Row[]),
    close: async () => {
      await federation.close();
      for (const { database } of sources.values()) await database.close();
    },
  };
}

function codeIn(error: unknown): string | null {
  const { code = null } = (error ?? {}) as { readonly code?: string | null };
  return code;
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const [first] = definitions;
  if (first?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a question is one operation');
  return first;
}
