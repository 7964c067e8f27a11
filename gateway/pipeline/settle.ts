import type { GraphQLFormattedError } from 'graphql';
import type { Exchange } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { withheldReport } from '../execution/shape/withheld.js';
import { codeOf, toClientError } from '../http/clientErrors.js';
import { dataReply, type HttpReply } from '../http/reply.js';
import { auditOutcome, kindOfShown } from './auditOutcome.js';
import { run, type Stage } from './index.js';
import { receiptExtensions, refuse } from './refuse.js';

/**
 * The last stage: makes the outcome durable, then the answer's bytes. A request that has no shaped data is refused.
 *
 * @param errors what ended the request, as thrown; empty where nothing did
 */
export async function settle(exchange: Exchange, runtime: GateRuntime, errors: readonly unknown[]): Promise<HttpReply> {
  const { shaped } = exchange;
  if (exchange.signal.aborted) return await refuse(exchange, runtime, [exchange.signal.reason]);
  if (!shaped || errors.length > 0) {
    return await refuse(exchange, runtime, errors.length > 0 ? errors : [new Error('no answer')]);
  }
  const failed = exchange.collected?.errors ?? [];
  const codes = failed.map(codeOf);
  const code = codes.length === 0 ? 'OK' : 'PARTIAL';
  try {
    await auditOutcome(exchange, runtime, { kind: kindOfShown(exchange), code, errorCodes: codes });
  } catch (error) {
    return await refuse(exchange, runtime, [error]);
  }
  // Why the deadline is not checked again: the entry states what was shown, so that is sent, however long the log took.
  exchange.code = code;
  const withheld = withheldReport(shaped);
  const { requestId, ...receipt } = receiptExtensions(exchange, runtime);
  return dataReply(exchange.mediaType, shaped, {
    errors: clientErrors(failed, exchange),
    extensions: { requestId, ...(withheld.length > 0 ? { withheld } : {}), ...adviceOf(exchange), ...receipt },
  });
}

/** Runs the stages of an answer, and settles the result. Never throws. */
export async function answerBy<Own extends GateRuntime>(
  stages: readonly Stage<Own>[],
  exchange: Exchange,
  runtime: Own,
): Promise<HttpReply> {
  try {
    await run(stages, exchange, runtime);
  } catch (error) {
    return await settle(exchange, runtime, [error]);
  }
  return await settle(exchange, runtime, []);
}

/** Advice on name filters, whether or not anything was found: an empty list would be read as "nobody". */
function adviceOf({ checked }: Exchange): { readonly advice?: readonly object[] } {
  const paths = checked?.prepared.nameFilters(checked.variables) ?? [];
  if (paths.length === 0) return {};
  const message = 'Names were compared exactly: a name that is spelled otherwise is not found.';
  const hint = 'Query.search(text:) finds names that are alike, and says how it searched.';
  return { advice: paths.map((path) => ({ path, message, hint })) };
}

function clientErrors(errors: readonly unknown[], exchange: Exchange): GraphQLFormattedError[] {
  if (errors.length === 0) return [];
  const seen = new Set<string>();
  return errors
    .map((error) => toClientError(error, exchange.requestId))
    .filter((error) => {
      const key = JSON.stringify([error.extensions?.code, error.extensions?.source, error.path, error.extensions?.at]);
      return seen.has(key) ? false : seen.add(key);
    });
}
