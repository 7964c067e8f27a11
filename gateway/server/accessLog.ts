import type { Logger } from 'pino';
import { traceIdOf } from '../../subgraphs/kit/tracing/traceparent.js';
import { addDurations } from '../exchange/durations.js';
import type { Exchange } from '../exchange/exchange.js';
import type { GatewaySettings } from '../settings.js';

/** Writes the line of a request that has ended. */
export type AccessLog = (exchange: Exchange) => void;

/** Lines of a process for requests of which nobody is known, at most in each span of time (ms): a stranger must not fill the disk. */
const linesOfStrangers = [
  [1_000, 20],
  [60_000, 120],
] as const;

/**
 * One line for each request: who asked, by agency, registered client and role, for which purpose, how it ended, and how long it
 * took. Never who in person, a case, a document, a value, a URL or a query string. Of strangers some have a line, the rest is
 * counted: the next line says how many.
 *
 * @param clock ms
 */
export function createAccessLog(
  { accessLog }: Pick<GatewaySettings, 'accessLog'>,
  log: Logger,
  clock: () => number = () => performance.now(),
): AccessLog {
  if (!accessLog || !log.isLevelEnabled('info')) return () => undefined;
  const mayWrite = limitStrangers(clock);
  let unlogged = 0;
  return (exchange) => {
    if (exchange.identity === undefined && !mayWrite()) {
      unlogged += 1;
      return;
    }
    log.info(lineOf(exchange, unlogged), 'request');
    unlogged = 0;
  };
}

/** Whether one line more is within the limits; then it is counted. */
function limitStrangers(clock: () => number): () => boolean {
  const spans = linesOfStrangers.map(([ms, most]) => ({ ms, most, nth: -1, lines: 0 }));
  return () => {
    const now = clock();
    for (const span of spans) {
      const nth = Math.floor(now / span.ms);
      if (nth !== span.nth) span.lines = 0;
      span.nth = nth;
    }
    if (spans.some(({ lines, most }) => lines >= most)) return false;
    for (const span of spans) span.lines += 1;
    return true;
  };
}

/** Members that are undefined are left out. */
function lineOf(exchange: Exchange, unlogged: number): object {
  const { requestId, correlation, identity, facts, code, cause, handler, collected, status, logMs } = exchange;
  return {
    requestId,
    // A stranger's span is never sent.
    traceId: traceIdOf((identity && exchange.span?.traceparent) ?? exchange.traceparent, requestId),
    correlation,
    agency: identity?.viewer.agency ?? null,
    client: identity?.client ?? null,
    role: identity?.viewer.role ?? null,
    purpose: facts?.purpose ?? null,
    code,
    cause,
    handler,
    strategy: collected?.strategy ?? null,
    status,
    durationMs: Math.round(performance.now() - exchange.startedAt),
    sources: durationsOf(exchange),
    logMs,
    unlogged: unlogged === 0 ? undefined : unlogged,
  };
}

/** Milliseconds that each source was waited for, all its calls together. */
function durationsOf({ sources, waited }: Exchange): Readonly<Record<string, number>> | undefined {
  if (waited) return waited;
  return sources.length === 0 ? undefined : addDurations({}, sources);
}
