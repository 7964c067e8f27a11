import { type Exchange, provided } from '../exchange.js';
import type { House } from '../house.js';

/**
 * Asks the sources, as the plan says. A source that fails leaves null at its paths and its error beside them; the
 * deadline and the client's hang-up end them all.
 */
export async function execute(exchange: Exchange, house: House): Promise<void> {
  const compiled = provided(exchange.compiled, 'compiled operation');
  exchange.collected = await compiled.execute({
    variables: provided(exchange.checked, 'checked document').variables,
    session: {
      facts: provided(exchange.facts, 'facts'),
      requestId: exchange.requestId,
      policyVersion: house.policy.version,
      intent: 'READ',
    },
    sources: exchange.sources,
    signal: exchange.signal,
  });
}
