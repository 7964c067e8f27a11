import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { SourceSession } from '../execution/transport/sourceSession.js';
import type { OperationCall } from '../execution/types.js';

/**
 * Asks the sources by the plan. A source that fails leaves null at its paths, and its errors; the deadline ends all calls.
 */
export async function execute(exchange: Exchange, runtime: Runtime): Promise<void> {
  const compiled = provided(exchange.compiled, 'compiled operation');
  const { prepared, variables } = provided(exchange.checked, 'checked document');
  const call: OperationCall = {
    variables,
    session: new SourceSession({
      facts: provided(exchange.facts, 'facts'),
      requestId: exchange.requestId,
      policyVersion: runtime.policy.version,
      intent: 'READ',
      withheldDetail: exchange.withheldDetail,
    }),
    traceparent: exchange.traceparent,
    span: exchange.span,
    sources: exchange.sources,
    signal: exchange.signal,
  };
  // Why first: who searches the log for a person means every name that the log has for that person.
  const asked = await runtime.federation.engine.entityPseudonyms(prepared.document, call);
  if (!asked) {
    exchange.collected = await compiled.execute(call);
    return;
  }
  const { entityPseudonyms, errors: before } = asked;
  const session = call.session.with({ entityPseudonyms });
  const { errors, ...collected } = await compiled.execute(Object.assign({}, call, { session }));
  exchange.collected = { errors: [...before, ...errors], ...collected };
}
