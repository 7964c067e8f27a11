import { createRequire } from 'node:module';
import { composeServices } from '@apollo/composition';
import { QueryPlanner } from '@apollo/query-planner';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  graphql,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { createEngine } from '../../../../gateway/execution/index.js';
import type { AnswerShape } from '../../../../gateway/execution/shape/answerShape.js';
import { readAnswerShape } from '../../../../gateway/execution/shape/readAnswerShape.js';
import { AnswerBytes } from '../../../../gateway/execution/transport/answerBytes.js';
import type { SourceClient, SourceFailure } from '../../../../gateway/execution/transport/sourceClient.js';
import { SourceSession } from '../../../../gateway/execution/transport/sourceSession.js';
import type { Collected, CompiledOperation, Engine, Shaped } from '../../../../gateway/execution/types.js';
import { ownNames } from '../../../../gateway/planning/ownNames.js';
import { createApolloGateway } from '../../../../gateway/supergraph/apollo.js';
import type { PrunedField } from '../../../../policy/operation.js';
import { settleConditions } from '../../../../policy/operations/conditions.js';
import type { RequestFacts } from '../../../../policy/types.js';
import { unfolded } from '../../../support/unfolded.js';

const { operationFromDocument, Supergraph } = createRequire(
  createRequire(import.meta.url).resolve('@apollo/query-planner'),
)('@apollo/federation-internals');

/** A source for tests: its schema, and what its resolvers do. */
export interface TestSubgraph {
  readonly sdl: string;
  // biome-ignore lint/suspicious/noExplicitAny: resolvers of every shape
  readonly resolvers?: Record<string, any>;
}

/** What was sent to a source. */
export interface Sent {
  readonly source: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Changes a source's answer on its way; throwing makes the source fail. */
export type Spoil = (answer: Answer, sent: Sent) => unknown;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into at every depth
export type Answer = { data?: any; errors?: any[]; extensions?: any };

export interface RunOptions {
  readonly variables?: Record<string, unknown>;
  readonly spoil?: Spoil;
  readonly pruned?: readonly PrunedField[];
  /** What goes to the planner instead of the document itself; null: nothing. */
  readonly admitted?: string | null;
  readonly introspection?: Record<string, unknown>;
  readonly signal?: AbortSignal;
  readonly transport?: 'objects' | 'bytes';
  /** Makes the pieces in which an answer comes as bytes; absent: one. */
  readonly pieces?: (json: string, call: Sent) => readonly Buffer[];
  /** Sources report as ours do, and must. */
  readonly strict?: boolean;
  /** Asks for the cells of what is withheld. */
  readonly cells?: boolean;
  /** Asks sources under the names of the gateway (`ownNames`). */
  readonly named?: boolean;
  /** Executes twice, and gives the second answer: then bytes may be sliced. */
  readonly again?: boolean;
}

export interface OwnResult {
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into at every depth
  readonly data: any;
  readonly text: string;
  readonly collected: Collected;
  readonly withheld: readonly unknown[];
  readonly cells: Shaped['cells'];
  readonly sent: readonly Sent[];
  readonly compiled: CompiledOperation;
  /** The answer's shape, for tests of the ways to fill it. */
  readonly shape: AnswerShape;
  readonly failures: readonly SourceFailure[];
}

export interface TwoExecutors {
  readonly apiSchema: GraphQLSchema;
  readonly engine: Engine;
  ours(query: string, options?: RunOptions): Promise<OwnResult>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into at every depth
  apollo(query: string, options?: RunOptions): Promise<{ result: any; sent: readonly Sent[] }>;
  close(): Promise<void>;
}

const facts: RequestFacts = {
  viewer: {
    subject: 'tester',
    agency: 'NL-CUSTOMS',
    kind: 'CUSTOMS_MS',
    country: 'NL',
    role: 'ANALYST',
    clearance: 'PUBLIC',
  },
  asOf: '2026-01-01T00:00:00.000Z',
};

/** Who asks, in tests of the executor alone. */
export const session = new SourceSession({ facts, requestId: 'request', policyVersion: 'policy', intent: 'READ' });

const inOne = (json: string): readonly Buffer[] => [Buffer.from(json)];

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject"])`;

/** One supergraph, run by Apollo's executor and by ours over the same sources. */
export async function twoExecutors(subgraphs: Readonly<Record<string, TestSubgraph>>): Promise<TwoExecutors> {
  const modules = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
    return { name, typeDefs: parse(`${link}\n${sdl}`), resolvers: resolvers ?? {} };
  });
  const { supergraphSdl, errors } = composeServices(
    modules.map(({ name, typeDefs }) => ({ name, url: `http://${name}.invalid`, typeDefs })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(String).join('\n'));
  const schemas = new Map(
    modules.map(({ name, typeDefs, resolvers }) => [name, buildSubgraphSchema({ typeDefs, resolvers })]),
  );
  return await openExecutors(supergraphSdl, schemas);
}

/** The same over a supergraph that is composed already. */
export async function openExecutors(
  supergraphSdl: string,
  schemas: ReadonlyMap<string, GraphQLSchema>,
): Promise<TwoExecutors> {
  let spoil: Spoil = (answer) => answer;
  let sent: Sent[] = [];
  let failures: SourceFailure[] = [];
  let transport: 'objects' | 'bytes' = 'objects';
  let strict = false;
  let pieces: NonNullable<RunOptions['pieces']> = inOne;
  const ask = async (name: string, query: string, variables: Record<string, unknown>): Promise<Answer> => {
    const call = { source: name, query, variables };
    sent.push(call);
    const schema = schemas.get(name) as GraphQLSchema;
    const answer = JSON.parse(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
    const manifest = { source: name, policyVersion: session.request.policyVersion, disclosed: [], decided: [] };
    if (strict) answer.extensions = { manifest, withheld: [] };
    return (await spoil(answer, call)) as Answer;
  };
  const quiet = (): void => undefined;
  const gateway = createApolloGateway({
    supergraphSdl,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    buildService: ({ name }) => ({
      process: async ({ request }) => (await ask(name, request.query ?? '', request.variables ?? {})) as never,
    }),
  });
  const { schema: apiSchema } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema };
  const clientOf = (name: string): SourceClient => ({
    get transport() {
      return transport;
    },
    execute: async ({ body, ...objects }) => {
      const request = body === undefined ? objects : JSON.parse(body);
      const variables = JSON.parse(JSON.stringify(request.variables));
      const answer = await ask(name, request.query, variables);
      if (transport !== 'bytes') return answer;
      return new AnswerBytes(pieces(JSON.stringify(answer), { source: name, query: request.query, variables }), 200);
    },
    close: async () => undefined,
  });
  const engineOf = (permissive: boolean): Engine =>
    createEngine({
      supergraphSdl,
      apiSchema,
      clientOf,
      policyVersion: session.request.policyVersion,
      foreign: () => (permissive ? { originator: null } : null),
      sourceTimeoutMs: 1_000,
      onFailure: (_source, failure) => void failures.push(failure),
    });
  const [engine, strictEngine] = [engineOf(true), engineOf(false)];
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph, {});
  const names = ownNames(supergraphSdl);
  const begin = (options: RunOptions): void => {
    spoil = options.spoil ?? ((answer) => answer);
    sent = [];
    failures = [];
    transport = options.transport ?? 'objects';
    strict = options.strict ?? false;
    pieces = options.pieces ?? inOne;
  };
  return {
    apiSchema,
    engine,
    ours: async (query, options = {}) => {
      begin(options);
      const operation = unfolded(parse(query));
      const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation] };
      const { coerced } = getVariableValues(apiSchema, operation.variableDefinitions ?? [], options.variables ?? {});
      const variables = coerced ?? {};
      const admitted =
        options.admitted === undefined ? document : options.admitted === null ? null : parse(options.admitted);
      const planOf = (one: DocumentNode) =>
        JSON.parse(JSON.stringify(planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), one))));
      const form = options.named && admitted ? names.form(admitted) : null;
      const plan = form ? form.restore(planOf(parse(form.text))) : admitted ? planOf(admitted) : { kind: 'QueryPlan' };
      // The plan keeps its conditions: the engine knows those, too.
      const settled = (one: OperationDefinitionNode) => settleConditions(one, variables);
      const input = {
        operation: settled(operation),
        pruned: options.pruned ?? [],
        plan,
        ...(form ? { names } : {}),
        admitted: admitted && {
          ...admitted,
          definitions: admitted.definitions.map((one) => settled(one as OperationDefinitionNode)),
        },
      };
      const compiled = (strict ? strictEngine : engine).compile(input);
      const execute = () =>
        compiled.execute({
          variables,
          session: options.cells ? session.with({ withheldDetail: 'cells' }) : session,
          sources: [],
          signal: options.signal ?? new AbortController().signal,
        });
      if (options.again) {
        await execute();
        failures = [];
      }
      const collected = await execute();
      const { data, withheld, cells } = compiled.shape(collected, options.introspection ?? {});
      const text = data.toString('utf8');
      return {
        data: JSON.parse(text),
        text,
        collected,
        withheld,
        cells,
        sent,
        compiled,
        shape: readAnswerShape(input, apiSchema),
        failures,
      };
    },
    apollo: async (query, options = {}) => {
      begin(options);
      const context = {
        request: { variables: options.variables ?? {} },
        document: parse(query),
        queryHash: query,
        schema: apiSchema,
        context: {},
        metrics: {},
        logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      };
      const result = (await gateway.executor(context as never)) as FormattedExecutionResult;
      return { result: JSON.parse(JSON.stringify(result)), sent };
    },
    close: async () => {
      await engine.close();
      await gateway.stop();
    },
  };
}
