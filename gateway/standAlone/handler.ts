import { GraphQLError, parse } from 'graphql';
import { readStated } from '../../auditlog/entry/body/stated.js';
import { PortcullisError } from '../../schema/errors.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import type { SourceAnswer } from '../../subgraphs/kit/serve/execute.js';
import { type Exchange, provided, withinDeadline } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { codeOf } from '../http/clientErrors.js';
import { admit, receive, type Stage } from '../pipeline/index.js';
import { answerBy } from '../pipeline/settle.js';
import type { Route } from '../server/handler.js';

/** How a source that stands alone answers: the gateway's own `receive` and `admit`, and the one source in the place of `answer`. */
export function aloneRoute(subgraph: Subgraph, runtime: GateRuntime): Route {
  const stages = [parseUnknown, ...admit, askSource(subgraph)];
  return {
    receive,
    handle: (exchange) => {
      exchange.handler = 'alone';
      return answerBy(stages, exchange, runtime);
    },
  };
}

/** What is not known yet is parsed, under the limit of tokens. */
function parseUnknown(exchange: Exchange, { settings }: GateRuntime): void {
  if (exchange.known) return;
  try {
    exchange.parsed = parse(provided(exchange.text, 'text'), { maxTokens: settings.maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || codeOf(error) === 'OPERATION_TOO_LARGE') throw error;
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}

/**
 * What the gateway's stages `plan`, `execute` and `shape` come to for one source: the operation goes to it as it is, its
 * manifest to the log, and its data to the client, in the source's own shape.
 *
 * @throws PortcullisError what the source refused the whole operation with; the signal's reason
 */
function askSource(subgraph: Subgraph): Stage<GateRuntime> {
  return async (exchange, runtime) => {
    const { text, variables, prepared } = provided(exchange.checked, 'checked document');
    const { requestId, signal, sources } = exchange;
    const startedAt = performance.now();
    const session = {
      ...{ facts: provided(exchange.facts, 'facts'), requestId, policyVersion: runtime.policy.version },
      ...{ intent: 'READ' as const, audience: subgraph.name },
    };
    const operation = { query: text, variables, operationName: prepared.name ?? undefined, session, signal };
    const answer = await withinDeadline(signal, subgraph.execute(operation));
    const durationMs = Math.round(performance.now() - startedAt);
    const result = answer.data === undefined ? 'ERROR' : 'OK';
    sources.push({ name: subgraph.name, durationMs, result, manifest: answer.extensions ? 'present' : 'absent' });
    take(answer, exchange);
  };
}

function take({ data, errors: given = [], extensions }: SourceAnswer, exchange: Exchange): void {
  const errors = given.map(toOwn);
  if (data === undefined) throw errors[0] ?? new PortcullisError('INTERNAL');
  // Invariant: what the log cannot say is not shown.
  const stated = extensions && readStated(extensions.manifest);
  if (!stated)
    throw new PortcullisError('INTERNAL', { cause: new Error('an answer without a manifest, or a malformed one') });
  const withheld = extensions.withheld.map((line) => ({ ...line, path: line.path.join('.') }));
  const { decided } = extensions.manifest;
  const { sources } = exchange;
  exchange.collected = { raw: data, strategy: 'parsed', errors, sources, stated: [stated], decided, withheld };
  exchange.shaped = { data: Buffer.from(JSON.stringify(data)), withheld };
}

/** An error of the source as one of ours: its code, words, place and path, which may all leave it. */
function toOwn(error: GraphQLError): PortcullisError {
  const { at } = error.extensions;
  return new PortcullisError(codeOf(error), {
    message: error.message,
    ...(error.path ? { path: error.path } : {}),
    ...(typeof at === 'string' ? { at } : {}),
  });
}
