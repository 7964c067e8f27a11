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
export function askSource(subgraph: Subgraph): Stage<GateRuntime> {
  return async (exchange, runtime) => {
    const { text, variables, prepared } = provided(exchange.checked, 'checked document');
    const startedAt = performance.now();
    const answer = await withinDeadline(
      exchange.signal,
      subgraph.execute({
        query: text,
        variables,
        operationName: prepared.name ?? undefined,
        session: {
          facts: provided(exchange.facts, 'facts'),
          requestId: exchange.requestId,
          policyVersion: runtime.policy.version,
          intent: 'READ',
          audience: subgraph.name,
        },
        signal: exchange.signal,
      }),
    );
    take(answer, exchange, { name: subgraph.name, durationMs: Math.round(performance.now() - startedAt) });
  };
}

function take(
  { data, errors = [], extensions }: SourceAnswer,
  exchange: Exchange,
  call: { readonly name: string; readonly durationMs: number },
): void {
  const own = errors.map(toOwn);
  const answered = data !== undefined;
  exchange.sources.push({
    ...call,
    result: answered ? 'OK' : 'ERROR',
    manifest: extensions ? 'present' : 'absent',
  });
  if (!answered) throw own[0] ?? new PortcullisError('INTERNAL');
  // Invariant: what the log cannot say is not shown.
  if (!extensions) throw new PortcullisError('INTERNAL', { cause: new Error('an answer without a manifest') });
  const withheld = extensions.withheld.map((line) => ({ ...line, path: line.path.join('.') }));
  const { manifest } = extensions;
  const stated = readStated(manifest);
  if (!stated) throw new PortcullisError('INTERNAL', { cause: new Error('a malformed manifest') });
  const { sources } = exchange;
  exchange.collected = {
    raw: data,
    strategy: 'parsed',
    errors: own,
    sources,
    stated: [stated],
    decided: manifest.decided,
    withheld,
  };
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
