import type { DocumentNode, FormattedExecutionResult, GraphQLSchema } from 'graphql';
import { createApolloGateway } from '../../../gateway/supergraph/apollo.js';
import type { FuzzCase } from '../case.js';
import type { FuzzSupergraph } from '../supergraphs.js';
import { openSources, type Sources } from '../world/sources.js';
import { plannerLimits } from './planInProcess.js';
import type { Side, SideResult } from './side.js';

type Gateway = ReturnType<typeof createApolloGateway>;
type Executor = Gateway['executor'];
type Process = Parameters<NonNullable<Parameters<typeof createApolloGateway>[0]['buildService']>>[0];

const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Apollo's own gateway: it plans and executes by itself; only the ways to its sources are ours. */
export interface Oracle extends Side {
  readonly apiSchema: GraphQLSchema;
}

/** Loads a supergraph into Apollo's gateway. */
export async function openOracle(supergraph: FuzzSupergraph): Promise<Oracle> {
  const gateway = createApolloGateway({
    supergraphSdl: supergraph.sdl,
    queryPlannerConfig: plannerLimits,
    logger: quiet,
    buildService: ({ name }: Process) => ({
      process: async ({ request, context }) => {
        const { sources } = context as { sources: Sources };
        const answer = await sources.ask(name, { query: request.query ?? '', variables: request.variables ?? {} });
        return answer as FormattedExecutionResult as never;
      },
    }),
  });
  const { schema } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema };
  return { apiSchema: schema, run: async (fuzzCase, document) => await run(gateway, schema, fuzzCase, document) };
}

async function run(
  gateway: Gateway,
  schema: GraphQLSchema,
  fuzzCase: FuzzCase,
  document: DocumentNode,
): Promise<SideResult> {
  const sources = openSources(fuzzCase);
  const context = {
    request: { variables: fuzzCase.variables },
    document,
    queryHash: fuzzCase.query,
    schema,
    context: { sources },
    metrics: {},
    logger: quiet,
  };
  try {
    const result = (await gateway.executor(context as unknown as Parameters<Executor>[0])) as FormattedExecutionResult;
    const errors = (result.errors ?? []).map((error) => ({
      message: error.message,
      code: text(error.extensions?.code),
      path: error.path ?? null,
      source: text(error.extensions?.serviceName),
    }));
    const gaveUp = 'data' in result ? null : (errors[0]?.message ?? 'no data');
    return { data: result.data ?? null, errors, gaveUp, calls: sources.calls };
  } catch (error) {
    return { data: null, errors: [], gaveUp: String((error as Error).message), calls: sources.calls };
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function nothing(): void {}
