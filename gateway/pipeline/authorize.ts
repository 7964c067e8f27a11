import { type Exchange, provided } from '../exchange/exchange.js';
import { operationKey, permit } from '../exchange/operations.js';
import type { GateRuntime } from '../exchange/runtime.js';

/**
 * What of it may be asked at all: the first wall. Inputs on data that this viewer may not have in full refuse the whole
 * operation; fields that can never be answered are taken out and reported, never an error.
 *
 * What was decided for a view is decided for it: both are kept by view, document and conditions. Inputs are looked at
 * again wherever their values name coordinates.
 *
 * @throws PortcullisError FILTER_NOT_PERMITTED
 */
export function authorize(exchange: Exchange, runtime: GateRuntime): void {
  const checked = provided(exchange.checked, 'checked document');
  const facts = provided(exchange.facts, 'facts');
  const { prepared, variables } = checked;
  const view = runtime.gate.viewOf(facts);
  exchange.view = view;
  const isRegistered = exchange.registered !== undefined;
  const key = operationKey(view, prepared, prepared.conditions(variables));
  const known = runtime.operations.find(key, isRegistered);
  const inputs = prepared.inputs(variables);
  const permitted = inputs === undefined ? undefined : known?.permitted.get(inputs);
  const needed = permitted ?? runtime.gate.neededByInputs(checked);
  // Set before they are checked: the log says of a refused operation what it needed.
  exchange.neededByInputs = needed;
  if (!permitted) runtime.gate.checkInputs(checked, facts);
  const asked = known ?? runtime.operations.add(key, prepared, runtime.gate.prune(checked, facts), isRegistered);
  if (inputs !== undefined && !permitted) permit(asked, inputs, needed);
  exchange.asked = asked;
}
