import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';

/**
 * How much: the most objects that the operation could return, with its variables, against the limit of an operation and
 * the viewer's budget.
 *
 * @throws PortcullisError OPERATION_TOO_COSTLY, RATE_LIMITED
 */
export function limits(exchange: Exchange, runtime: GateRuntime): void | Promise<void> {
  if (runtime.permissive) return;
  const checked = provided(exchange.checked, 'checked document');
  const { viewer } = provided(exchange.identity, 'identity');
  const cost = checked.prepared.objects(checked.variables);
  const limit = runtime.settings.maxObjects;
  if (cost > limit) {
    throw new PortcullisError('OPERATION_TOO_COSTLY', {
      message: `The operation could return ${cost} objects; the limit is ${limit}.`,
      facts: { cost, limit },
    });
  }
  const wait = runtime.budget.take(`${viewer.agency} ${viewer.subject}`, cost, performance.now());
  if (typeof wait === 'number') return grant(wait);
  return wait.then(grant);
}

function grant(retryAfterSeconds: number): void {
  if (retryAfterSeconds > 0) throw new PortcullisError('RATE_LIMITED', { facts: { retryAfterSeconds } });
}
