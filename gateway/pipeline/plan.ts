import { createHash } from 'node:crypto';
import { type Exchange, provided, withinDeadline } from '../exchange.js';
import type { House } from '../house.js';

/**
 * How: the query plan for the pruned document, made off the event loop and kept. Its key names all that a plan hangs
 * on, so that plans never cross views, policies or schemas.
 */
export async function plan(exchange: Exchange, house: House): Promise<void> {
  const { document, text } = provided(exchange.admitted, 'admitted document');
  if (!document) return;
  const view = provided(exchange.view, 'view');
  const key = planKey([house.supergraph.hash, house.policy.version, view.id, text, exchange.operationName ?? '']);
  exchange.planned = { key, plan: await withinDeadline(exchange.signal, house.federation.planner.plan(key, text)) };
}

/** Hash of the parts, each length-prefixed, so that no two lists of parts give the same bytes. */
export function planKey(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part, 'utf8');
  return hash.digest('hex');
}
