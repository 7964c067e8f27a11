import { askedAgain } from '../exchange/askedAgain.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import { operationKey, permit } from '../exchange/operations.js';
import type { GateRuntime } from '../exchange/runtime.js';

/**
 * The first wall. Inputs on data that this viewer may not have in full refuse the whole operation; fields that can never
 * be answered are taken out and reported, never an error.
 *
 * Both decisions are kept by view, document and conditions. Inputs are checked again where their values name coordinates.
 * At last: a question under the id of a person's request is of that person, and the request open.
 *
 * @throws PortcullisError FILTER_NOT_PERMITTED; as `askedAgain`
 */
export function authorize(exchange: Exchange, runtime: GateRuntime): void | Promise<void> {
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
  // Set before the check: the log states what a refused operation needed.
  exchange.neededByInputs = needed;
  if (!permitted) runtime.gate.checkInputs(checked, facts);
  const asked = known ?? runtime.operations.add(key, prepared, runtime.gate.prune(checked, facts), isRegistered);
  if (inputs !== undefined && !permitted) permit(asked, inputs, needed);
  exchange.asked = asked;
  return askedAgain(exchange, runtime);
}
