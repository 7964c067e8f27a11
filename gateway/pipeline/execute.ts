import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import type { OperationCall } from '../execution/types.js';

/**
 * Asks the sources, as the plan says. A source that fails leaves null at its paths and its error beside them; the
 * deadline and the client's hang-up end them all.
 */
export async function execute(exchange: Exchange, runtime: Runtime): Promise<void> {
  const compiled = provided(exchange.compiled, 'compiled operation');
  const { prepared, variables } = provided(exchange.checked, 'checked document');
  const call: OperationCall = {
    variables,
    session: {
      facts: provided(exchange.facts, 'facts'),
      requestId: exchange.requestId,
      policyVersion: runtime.policy.version,
      intent: 'READ',
    },
    sources: exchange.sources,
    signal: exchange.signal,
  };
  // Why first: anyone who searches the log for a person means her under every name that the log has for her.
  const asked = await runtime.federation.engine.entityPseudonyms(prepared.document, call);
  if (!asked) {
    exchange.collected = await compiled.execute(call);
    return;
  }
  const { entityPseudonyms, errors } = asked;
  const collected = await compiled.execute({ ...call, session: { ...call.session, entityPseudonyms } });
  exchange.collected = { ...collected, errors: [...errors, ...collected.errors] };
}
