import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { codeOf, toClientError } from '../clientErrors.js';
import { type Exchange, provided } from '../exchange.js';
import type { House } from '../house.js';
import { auditOutcome } from './auditOutcome.js';
import { type Refusal, receiptExtensions, refuse } from './refuse.js';

/** The whole answer to a request that reached Apollo Server. */
export interface Settled {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly result: FormattedExecutionResult;
}

/**
 * The last stage: makes the outcome durable, then the answer. A request that ended before its data were shaped, or
 * while they were, is refused.
 *
 * @param errors what Apollo Server collected, as it was thrown
 */
export async function settle(exchange: Exchange, house: House, errors: readonly unknown[]): Promise<Settled> {
  const { shaped } = exchange;
  if (exchange.signal.aborted) return refused(await refuse(exchange, house, [exchange.signal.reason]));
  if (!shaped) return refused(await refuse(exchange, house, errors.length > 0 ? errors : [new Error('no answer')]));
  const codes = errors.map(codeOf);
  const code = codes.length === 0 ? 'OK' : 'PARTIAL';
  try {
    await auditOutcome(exchange, house, { kind: 'OUTCOME', code, errorCodes: codes });
  } catch (error) {
    return refused(await refuse(exchange, house, [error]));
  }
  // The deadline may have passed, or the client gone, while the log was written: the entry stands, the answer does not.
  exchange.code = code;
  const withheld = shaped.withheld.map(({ rule: _rule, ...entry }) => entry);
  const { requestId, ...receipt } = receiptExtensions(exchange);
  return {
    status: 200,
    headers: {},
    result: {
      ...(errors.length > 0 ? { errors: clientErrors(errors, exchange) } : {}),
      data: provided(exchange.shaped, 'answer').data,
      extensions: { requestId, ...(withheld.length > 0 ? { withheld } : {}), ...receipt },
    },
  };
}

function clientErrors(errors: readonly unknown[], exchange: Exchange): GraphQLFormattedError[] {
  const seen = new Set<string>();
  return errors
    .map((error) => toClientError(error, exchange.requestId))
    .filter((error) => {
      const key = JSON.stringify([error.extensions?.code, error.extensions?.source, error.path, error.extensions?.at]);
      return seen.has(key) ? false : seen.add(key);
    });
}

function refused(refusal: Refusal): Settled {
  return {
    status: refusal.status,
    headers: refusal.headers,
    result: { errors: refusal.errors, extensions: refusal.extensions },
  };
}
