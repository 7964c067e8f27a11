import { type Exchange, provided } from '../exchange.js';
import type { House } from '../house.js';

/**
 * What of it may be asked at all: the first wall. Inputs on data that this viewer may not have in full refuse the whole
 * operation; fields that can never be answered are taken out and reported, never an error.
 *
 * @throws PortcullisError FILTER_NOT_PERMITTED
 */
export function authorize(exchange: Exchange, house: House): void {
  const checked = provided(exchange.checked, 'checked document');
  const facts = provided(exchange.facts, 'facts');
  exchange.view = house.gate.viewOf(facts);
  house.gate.checkInputs(checked, facts);
  exchange.admitted = house.gate.prune(checked, facts);
}
