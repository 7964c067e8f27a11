import type { Span } from '../../subgraphs/kit/tracing/span.js';
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

/** One stage: reads what earlier stages put on the exchange and adds its own, or throws a `PortcullisError`. */
export type Stage<Own = Runtime> = (exchange: Exchange, runtime: Own) => void | Promise<void>;

/*
 * The life of a request, as drawn in docs/LIFECYCLE.md. One-directional: no stage calls another.
 *
 *   client ─▶ receive ─▶ (known: straight on; else Apollo Server parses) ─▶ admit ─▶ answer ─▶ settle ─▶ client
 *                  └───────────────────────────┴────────────────────────────┴─────────┴──▶ refuse
 */

/** Who asks, in which form, and which document. */
export const receive: readonly Stage<GateRuntime>[] = [identify, negotiate, findDocument];

/** Whether this viewer may ask this, for this purpose, at this size. */
export const admit: readonly Stage<GateRuntime>[] = [checkDocument, purpose, limits, authorize];

/** The answer, in the client's shape. */
export const answer: readonly Stage[] = [plan, auditIntent, execute, shape];

/** Runs stages in order, as long as the signal is not aborted. */
export async function run<Own>(stages: readonly Stage<Own>[], exchange: Exchange, runtime: Own): Promise<void> {
  for (const stage of stages) {
    if (exchange.signal.aborted) throw exchange.signal.reason;
    const work = exchange.span ? traced(stage, exchange, runtime, exchange.span) : stage(exchange, runtime);
    // Awaited only where needed: most stages are synchronous.
    if (work) await work;
  }
}

/** Runs a stage as a part of what is under way. What a stranger asked is not sent (see `handler.ts`). */
async function traced<Own>(stage: Stage<Own>, exchange: Exchange, runtime: Own, whole: Span): Promise<void> {
  const span = whole.begin(stage.name);
  exchange.span = span;
  try {
    await stage(exchange, runtime);
  } finally {
    exchange.span = whole;
    if (exchange.identity) span.end();
  }
}
