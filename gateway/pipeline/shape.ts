import { type Exchange, provided } from '../exchange/exchange.js';
import { answerIntrospection } from '../gate/introspection.js';

/**
 * The answer in the client's shape: its names in its order, null where the gate took a field out, nothing that the gateway
 * asked for beside, introspection from the view's schema; and the report of what is withheld.
 */
export function shape(exchange: Exchange): void | Promise<void> {
  const checked = provided(exchange.checked, 'checked document');
  if (!checked.prepared.introspects) return put(exchange, {});
  return answerIntrospection(checked, provided(exchange.view, 'view')).then((answers) => put(exchange, answers));
}

function put(exchange: Exchange, introspection: Readonly<Record<string, unknown>>): void {
  const compiled = provided(exchange.compiled, 'compiled operation');
  const { cells, ...shaped } = compiled.shape(provided(exchange.collected, 'collected answers'), introspection);
  exchange.shaped = cells && exchange.withheldDetail ? { cells, ...shaped } : shaped;
}
