import type { Exchange } from './exchange.js';
import type { GateRuntime } from './runtime.js';

/** Is told of answers and plans, for metrics: nothing waits for it, and nothing it does may fail. */
export interface GatewayObserver {
  /** Once for each request, whatever became of it. */
  answered(exchange: Exchange, runtime: Pick<GateRuntime, 'policy'>): void;
  /** Once for each page of an export that its sources were asked for; its `code` says how that ended. */
  pageRead(page: Exchange): void;
  /** Once for each plan that was made. */
  planned(durationMs: number): void;
}
