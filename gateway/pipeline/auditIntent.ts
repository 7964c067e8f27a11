import { OperationTypeNode } from 'graphql';
import { notLogged } from '../../auditlog/forked.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { entryOfExchange } from './auditOutcome.js';

/**
 * Logs the intent of a mutation, and waits until it is durable: a change in a foreign source cannot be undone where its
 * outcome cannot be logged. Reads have one entry, their outcome.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE, AUDIT_FORKED, before any source was asked
 */
export function auditIntent(exchange: Exchange, runtime: Runtime): Promise<void> | void {
  if (provided(exchange.checked, 'checked document').operation.operation !== OperationTypeNode.MUTATION) return;
  return logIntent(exchange, runtime);
}

/**
 * Logs what is about to be done, and waits until it is durable.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE, AUDIT_FORKED
 */
export async function logIntent(exchange: Exchange, runtime: Runtime): Promise<void> {
  exchange.isIntended = true;
  try {
    await runtime.auditLog.append(entryOfExchange(exchange, runtime, { kind: 'INTENT', code: 'OK', errorCodes: [] }));
  } catch (cause) {
    throw notLogged(cause);
  }
}
