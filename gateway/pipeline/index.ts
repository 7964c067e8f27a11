import type { Exchange } from '../exchange/exchange.js';
import type { GateRuntime, Runtime } from '../exchange/runtime.js';
import { auditIntent } from './auditIntent.js';
import { authorize } from './authorize.js';
import { checkDocument, findDocument } from './document.js';
import { execute } from './execute.js';
import { identify } from './identify.js';
import { limits } from './limits.js';
import { negotiate } from './negotiate.js';
import { plan } from './plan.js';
import { purpose } from './purpose.js';
import { shape } from './shape.js';

/** One stage: reads what the stages before put on the exchange, adds its own, or throws a `PortcullisError`. */
export type Stage<Own = Runtime> = (exchange: Exchange, runtime: Own) => void | Promise<void>;

/*
 * The life of a request, in order; docs/LIFECYCLE.md is this drawing. One-directional: no stage calls another.
 *
 *   client ─▶ receive ─▶ (known: straight on; else Apollo Server parses) ─▶ admit ─▶ answer ─▶ settle ─▶ client
 *                  └───────────────────────────┴────────────────────────────┴─────────┴──▶ refuse
 */

/** On every route: who asks, in which form, and which text. */
export const receive: readonly Stage<GateRuntime>[] = [identify, negotiate, findDocument];

/** May this be asked, for this, at this size, by this viewer? */
export const admit: readonly Stage<GateRuntime>[] = [checkDocument, purpose, limits, authorize];

/** The answer, in the client's shape. */
export const answer: readonly Stage[] = [plan, auditIntent, execute, shape];

/** Runs a group of stages. Each begins only where the request is still wanted. */
export async function run<Own>(stages: readonly Stage<Own>[], exchange: Exchange, runtime: Own): Promise<void> {
  for (const stage of stages) {
    if (exchange.signal.aborted) throw exchange.signal.reason;
    const work = stage(exchange, runtime);
    // Why not awaited always: most stages are done when they return.
    if (work) await work;
  }
}
