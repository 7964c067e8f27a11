import { createHash } from 'node:crypto';
import { type Exchange, provided, withinDeadline } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import type { CompiledOperation } from '../execution/types.js';

/**
 * The query plan of the pruned document, made off the event loop, and the operation compiled from it. Both are made once
 * and shared by all who wait for them. The key of a plan names all that it depends on, so that plans never cross views,
 * policies or schemas.
 */
export function plan(exchange: Exchange, runtime: Runtime): void | Promise<void> {
  const asked = provided(exchange.asked, 'pruned operation');
  if (asked.compiled) {
    exchange.compiled = asked.compiled;
    return;
  }
  asked.compiling ??= compile(exchange, runtime).then(
    (compiled) => {
      asked.compiled = compiled;
      return compiled;
    },
    (error: unknown) => {
      // The planner may only have been overloaded: the next request tries again.
      asked.compiling = undefined;
      throw error;
    },
  );
  return withinDeadline(exchange.signal, asked.compiling).then((compiled) => {
    exchange.compiled = compiled;
  });
}

async function compile(exchange: Exchange, runtime: Runtime): Promise<CompiledOperation> {
  const { admitted } = provided(exchange.asked, 'pruned operation');
  const { operation } = provided(exchange.checked, 'checked document');
  const view = provided(exchange.view, 'view');
  const { engine, names, planner } = runtime.federation;
  const form = admitted.document && names.form(admitted.document);
  const key = planKey([runtime.supergraph.hash, runtime.policy.version, view.id, form?.text ?? '']);
  const queryPlan = form ? form.restore(await planner.plan(key, form.text)) : { kind: 'QueryPlan' as const };
  return engine.compile({
    operation,
    pruned: admitted.pruned,
    plan: queryPlan,
    admitted: admitted.document,
    names,
  });
}

/** Hash of the parts, each with its length before it, so that no two lists of parts give the same bytes. */
export function planKey(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part, 'utf8');
  return hash.digest('hex');
}
