import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { prepareOperation } from '../../../gateway/documents/prepared.js';
import { createEngine } from '../../../gateway/execution/index.js';
import type {
  ParsedAnswer,
  SourceBytes,
  SourceClient,
  SourceOperation,
} from '../../../gateway/execution/transport/sourceClient.js';
import { SourceSession } from '../../../gateway/execution/transport/sourceSession.js';
import type { Engine } from '../../../gateway/execution/types.js';
import type { Gate } from '../../../gateway/gate/gate.js';
import { answerIntrospection } from '../../../gateway/gate/introspection.js';
import { permissiveGate } from '../../../gateway/gate/permissiveGate.js';
import { type OwnNames, ownNames } from '../../../gateway/planning/ownNames.js';
import type { RequestFacts } from '../../../policy/types.js';
import { plainCounter } from '../../gateway/support/plainCounter.js';
import type { FuzzCase } from '../case.js';
import { coerceVariables } from '../generate/variables.js';
import type { FuzzSupergraph } from '../supergraphs.js';
import type { RawAnswer } from '../world/hostile.js';
import { openSources, type Sources } from '../world/sources.js';
import { createPlanFunction } from './planInProcess.js';
import type { Side, SideResult } from './side.js';

const facts: RequestFacts = {
  viewer: {
    subject: 'fuzz',
    agency: 'NL-CUSTOMS',
    kind: 'CUSTOMS_MS',
    country: 'NL',
    role: 'ANALYST',
    clearance: 'PUBLIC',
  },
  purpose: 'CUSTOMS_CONTROL',
  asOf: '2026-01-01T00:00:00.000Z',
};

const planners = new Map<string, Pick<Parts, 'names' | 'plan'>>();

const policyVersion = 'fuzz';

type Asked = { readonly sources: Sources; readonly bytes: boolean };

/** What of one supergraph serves all cases. */
interface Parts {
  readonly gate: Gate;
  readonly names: OwnNames;
  readonly plan: ReturnType<typeof createPlanFunction>;
  readonly asksCells: boolean;
}

/** How answers were made so far. */
export const ways = { sliced: 0, parsed: 0 };

/** Adds to the answer of a source what ours report. */
export type Reporting = (
  answer: RawAnswer,
  asked: { readonly source: string; readonly query: string; readonly policyVersion: string },
) => RawAnswer;

/**
 * Our engine, as the pipeline drives it: under `--policy permissive`, or over foreign sources that another gate guards.
 *
 * @param reporting given where sources report as ours do, and are asked for cells
 */
export function openOurs(
  supergraph: FuzzSupergraph,
  apiSchema: GraphQLSchema,
  gate: Gate = permissiveGate(apiSchema, supergraph.sdl),
  reporting?: Reporting,
): Side {
  const runs = new Map<string, Asked>();
  // Why kept: a planner takes long to make, and is the same whatever the gate.
  const { names, plan } = planners.get(supergraph.sdl) ?? {
    names: ownNames(supergraph.sdl),
    plan: createPlanFunction(supergraph.sdl),
  };
  planners.set(supergraph.sdl, { names, plan });
  const parts: Parts = { gate, names, plan, asksCells: reporting !== undefined };
  const engines = new Map<boolean, Engine>();
  const engineFor = (bytes: boolean): Engine => {
    const known = engines.get(bytes);
    if (known) return known;
    const engine = createEngine({
      supergraphSdl: supergraph.sdl,
      apiSchema,
      clientOf: (name) => clientOf(name, bytes, runs, reporting),
      policyVersion,
      foreign: () => (reporting ? null : { originator: null }),
      sourceTimeoutMs: 60_000,
      onFailure: () => undefined,
    });
    engines.set(bytes, engine);
    return engine;
  };
  let count = 0;
  return {
    run: async (fuzzCase, document) => {
      const requestId = `run-${count++}`;
      const sources = openSources(fuzzCase);
      const bytes = fuzzCase.transport === 'bytes';
      runs.set(requestId, { sources, bytes });
      try {
        return await run(engineFor(bytes), parts, { fuzzCase, document, requestId, sources });
      } finally {
        runs.delete(requestId);
      }
    },
  };
}

async function run(
  engine: Engine,
  { gate, names, plan, asksCells }: Parts,
  input: { fuzzCase: FuzzCase; document: DocumentNode; requestId: string; sources: Sources },
): Promise<SideResult> {
  const { document, sources } = input;
  const { apiSchema } = engine;
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const coerced = coerceVariables(apiSchema, document, input.fuzzCase.variables);
  if (!coerced) throw new Error('the variables of the case are not valid');
  const prepared = prepareOperation(
    { hash: '', document, operation },
    { schema: apiSchema, counter: plainCounter(apiSchema), needsPurpose: () => false },
  );
  const checked = {
    text: input.fuzzCase.query,
    hash: '',
    document: prepared.document,
    operation: prepared.settled(coerced),
    prepared,
    variables: coerced,
  };
  const admitted = gate.prune(checked, facts);
  const form = admitted.document && names.form(admitted.document);
  try {
    const compiled = engine.compile({
      names,
      operation: checked.operation,
      pruned: admitted.pruned,
      plan: form ? form.restore(plan(form.text)) : { kind: 'QueryPlan' },
      admitted: admitted.document,
    });
    const execute = async () =>
      await compiled.execute({
        variables: coerced,
        session: new SourceSession({
          ...{ facts, requestId: input.requestId, policyVersion, intent: 'READ' },
          withheldDetail: asksCells ? 'cells' : undefined,
        }),
        sources: [],
        signal: new AbortController().signal,
      });
    // Twice: code is generated at the second run, and only then answers in bytes are sliced.
    if (input.fuzzCase.transport === 'bytes') await execute();
    const before = sources.calls.length;
    const collected = await execute();
    ways[collected.strategy] += 1;
    const introspection = await answerIntrospection(checked, gate.viewOf(facts));
    const { data, withheld, cells } = compiled.shape(collected, introspection);
    const errors = collected.errors.map((error) => ({
      message: error.message,
      code: error.code,
      path: error.path ?? null,
      source: typeof error.extensions.source === 'string' ? error.extensions.source : null,
    }));
    const lines = withheld.map((line, index) => ({ ...line, ...(cells?.[index] ? { cells: cells[index] } : {}) }));
    const answer = { data: JSON.parse(data.toString('utf8')), errors, gaveUp: null };
    return { ...answer, calls: sources.calls.slice(before), withheld: lines };
  } catch (error) {
    return { data: null, errors: [], gaveUp: String((error as Error).stack), calls: sources.calls };
  }
}

function clientOf(
  name: string,
  bytes: boolean,
  runs: ReadonlyMap<string, Asked>,
  reporting: Reporting = (answer) => answer,
): SourceClient {
  return {
    transport: bytes ? 'bytes' : 'objects',
    execute: async (operation): Promise<ParsedAnswer | SourceBytes> => {
      const run = runs.get(operation.session.request.requestId);
      if (!run) throw new Error('a source was asked after its operation was over');
      if (operation.audience !== name) throw new Error(`audience ${operation.audience} for ${name}`);
      const request = requestOf(operation);
      const asked = { source: name, query: request.query, policyVersion };
      const answer = reporting(await run.sources.ask(name, request), asked);
      return bytes ? { bytes: Buffer.from(JSON.stringify(answer)), status: 200 } : (answer as ParsedAnswer);
    },
    close: async () => undefined,
  };
}

/** What the source would read: the body where there is one. */
function requestOf({ query, variables, body }: SourceOperation): { query: string; variables: Record<string, unknown> } {
  if (body === undefined) return { query, variables: JSON.parse(JSON.stringify(variables)) };
  const sent = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  return { query: sent.query, variables: sent.variables ?? {} };
}
