import { OperationTypeNode } from 'graphql';
import { notLogged } from '../../auditlog/forked.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { entryOfExchange } from './auditOutcome.js';

/**
 * Writes what is about to be changed, and waits until it is durable: a change of a foreign source cannot be taken back where
 * its end can no longer be written. Reads have one entry, their outcome.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE, AUDIT_FORKED; no source was asked then
 */
export function auditIntent(exchange: Exchange, runtime: Runtime): Promise<void> | void {
  if (provided(exchange.checked, 'checked document').operation.operation !== OperationTypeNode.MUTATION) return;
  return append(exchange, runtime);
}

async function append(exchange: Exchange, runtime: Runtime): Promise<void> {
  try {
    await runtime.auditLog.append(entryOfExchange(exchange, runtime, { kind: 'INTENT', code: 'OK', errorCodes: [] }));
  } catch (cause) {
    throw notLogged(cause);
  }
}
