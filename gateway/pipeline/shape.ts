import { type Exchange, provided, type SourceWithheld } from '../exchange.js';
import type { House } from '../house.js';
import { answerIntrospection } from '../shape/introspection.js';
import { shapeData } from '../shape/walk.js';
import { reportWithheld } from '../shape/withheld.js';

/**
 * The answer in the client's own shape: its names in its order, null where the gate took a field out, nothing that we
 * asked for ourselves, introspection from the view's schema; and the report of what is withheld.
 */
export async function shape(exchange: Exchange, house: House): Promise<void> {
  const checked = provided(exchange.checked, 'checked document');
  const admitted = provided(exchange.admitted, 'admitted document');
  const raw = admitted.document ? (exchange.raw?.data ?? null) : {};
  const introspection = await answerIntrospection(checked, provided(exchange.view, 'view'));
  const shaped = shapeData({
    checked,
    schema: house.federation.apiSchema,
    data: raw,
    introspection,
    pruned: admitted.pruned,
  });
  const counted: SourceWithheld[] = [];
  for (const [{ path, category, effect, reason, rule }, count] of shaped.pruned) {
    counted.push({ path, category, effect, reason, rule, count });
  }
  exchange.shaped = {
    data: shaped.data,
    withheld: reportWithheld([...counted, ...exchange.sourceWithheld], shaped.parents),
  };
}
