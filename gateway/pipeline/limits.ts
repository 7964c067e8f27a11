import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import type { Taken } from '../identity/budgets/budget.js';

/**
 * How much: the most objects that the operation could return, with its variables, against the limit of an operation and
 * the budgets of the viewer and its agency.
 *
 * @throws PortcullisError OPERATION_TOO_COSTLY, RATE_LIMITED
 */
export function limits(exchange: Exchange, runtime: GateRuntime): void | Promise<void> {
  if (runtime.permissive) return;
  const checked = provided(exchange.checked, 'checked document');
  const { viewer } = provided(exchange.identity, 'identity');
  // Invariant: of the document and its variables alone, so that what is left tells nothing of the data.
  const cost = checked.prepared.objects(checked.variables);
  exchange.cost = cost;
  const limit = runtime.settings.maxObjects;
  if (cost > limit) {
    throw new PortcullisError('OPERATION_TOO_COSTLY', {
      message: `The operation could return ${cost} objects; the limit is ${limit}.`,
      facts: { cost, limit },
    });
  }
  const taken = runtime.budget.take(viewer, cost, Date.parse(exchange.asOf));
  // Awaited only where needed.
  return 'then' in taken ? taken.then((late) => grant(exchange, late)) : grant(exchange, taken);
}

function grant(exchange: Exchange, { waitSeconds, left }: Taken): void {
  exchange.left = left;
  if (waitSeconds > 0) throw new PortcullisError('RATE_LIMITED', { facts: { retryAfterSeconds: waitSeconds } });
}
