import type { GraphQLFormattedError } from 'graphql';
import { type ErrorCode, PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided, withinDeadline } from '../exchange.js';
import type { House } from '../house.js';

/**
 * Asks the sources, as the plan says. A source that fails leaves null at its paths and its error on the exchange; the
 * deadline and the client's hang-up end them all.
 */
export async function execute(exchange: Exchange, house: House): Promise<void> {
  const { document } = provided(exchange.admitted, 'admitted document');
  if (!document) return;
  const checked = provided(exchange.checked, 'checked document');
  const work = house.federation.execute(exchange, {
    document,
    planned: provided(exchange.planned, 'plan'),
    variables: checked.variables,
  });
  const raw = await withinDeadline(exchange.signal, work);
  exchange.sourceErrors.push(...(raw.errors ?? []).map(toOwnError));
  exchange.raw = raw;
}

/** Errors inside answers come back from the executor with the client's path; what it says of itself is INTERNAL. */
function toOwnError(error: GraphQLFormattedError): PortcullisError {
  const { code, source } = (error.extensions ?? {}) as { code?: ErrorCode; source?: string };
  const path = error.path ? { path: error.path } : {};
  if (code === undefined || source === undefined) return new PortcullisError('INTERNAL', { ...path, cause: error });
  return new PortcullisError(code, { message: error.message, ...path, facts: { source } });
}
