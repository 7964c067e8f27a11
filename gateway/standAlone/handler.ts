import type { GraphQLError } from 'graphql';
import { readStated } from '../../auditlog/entry/body/stated.js';
import { PortcullisError } from '../../schema/errors.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import type { SourceAnswer } from '../../subgraphs/kit/serve/execute.js';
import { type Exchange, provided, withinDeadline } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { codeOf } from '../http/clientErrors.js';
import { parseDocument } from '../pipeline/document.js';
import { admit, receive, type Stage } from '../pipeline/index.js';
import { answerBy } from '../pipeline/settle.js';
import type { Route } from '../server/handler.js';
import { ownReport } from './ownReport.js';

/** The route of a source that stands alone: the gateway's `receive` and `admit`, then the source in place of `answer`. */
export function aloneRoute(subgraph: Subgraph, runtime: GateRuntime): Route {
  const stages = [parseDocument, ...admit, askSource(subgraph)];
  return {
    receive,
    handle: (exchange) => {
      exchange.handler = 'alone';
      return answerBy(stages, exchange, runtime);
    },
  };
}

/**
 * Stands for the stages `plan`, `execute` and `shape`: the source gets the operation unchanged, the log its manifest, and the
 * client its data.
 *
 * @throws PortcullisError with which the source refused the whole operation; the signal's reason
 */
function askSource(subgraph: Subgraph): Stage<GateRuntime> {
  return async function execute(exchange, runtime) {
    const { text, variables, prepared } = provided(exchange.checked, 'checked document');
    const { requestId, signal, span, sources, withheldDetail } = exchange;
    const startedAt = performance.now();
    const session = {
      ...{ facts: provided(exchange.facts, 'facts'), requestId, policyVersion: runtime.policy.version },
      ...{ intent: 'READ' as const, audience: subgraph.name, withheldDetail },
    };
    const operation = { query: text, variables, operationName: prepared.name ?? undefined, session, signal, span };
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
  // Invariant: what the log cannot state is not shown.
  const stated = extensions && readStated(extensions.manifest);
  if (!stated)
    throw new PortcullisError('INTERNAL', { cause: new Error('an answer without a manifest, or a malformed one') });
  const report = ownReport(extensions);
  const { decided } = extensions.manifest;
  const { sources } = exchange;
  const { withheld } = report;
  exchange.collected = { raw: data, strategy: 'parsed', errors, sources, stated: [stated], decided, withheld };
  exchange.shaped = { data: Buffer.from(JSON.stringify(data)), ...report };
}

/** An error of the source as one of ours, with its code, message, place and path. */
function toOwn(error: GraphQLError): PortcullisError {
  const { at } = error.extensions;
  return new PortcullisError(codeOf(error), {
    message: error.message,
    ...(error.path ? { path: error.path } : {}),
    ...(typeof at === 'string' ? { at } : {}),
  });
}
