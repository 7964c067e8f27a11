import type { Logger } from 'pino';
import { traceIdOf } from '../../subgraphs/kit/tracing/traceparent.js';
import type { Exchange } from '../exchange/exchange.js';
import type { GatewaySettings } from '../settings.js';

/** Writes the line of a request that has ended. */
export type AccessLog = (exchange: Exchange) => void;

/** Lines a second and process for requests of which nobody is known: a stranger must not fill the disk. */
const STRANGERS_A_SECOND = 20;

/**
 * One line for each request: who asked, by agency and role, for which purpose, how it ended, and how long it took. Never who in person,
 * a case, a document, a value, a URL or a query string. Of strangers some have a line, the rest is counted: the next line says how many.
 *
 * @param clock ms
 */
export function createAccessLog(
  { accessLog }: Pick<GatewaySettings, 'accessLog'>,
  log: Logger,
  clock: () => number = () => performance.now(),
): AccessLog {
  if (!accessLog || !log.isLevelEnabled('info')) return () => undefined;
  let second = -1;
  let strangers = 0;
  let unlogged = 0;
  return (exchange) => {
    if (exchange.identity === undefined) {
      const now = Math.floor(clock() / 1000);
      if (now !== second) strangers = 0;
      second = now;
      strangers += 1;
      if (strangers > STRANGERS_A_SECOND) {
        unlogged += 1;
        return;
      }
    }
    log.info(lineOf(exchange, unlogged), 'request');
    unlogged = 0;
  };
}

/** Members that are undefined are left out. */
function lineOf(exchange: Exchange, unlogged: number): object {
  const { requestId, correlation, identity, facts, code, cause, handler, collected, status, logMs } = exchange;
  return {
    requestId,
    traceId: traceIdOf(exchange.span?.traceparent ?? exchange.traceparent, requestId),
    correlation,
    agency: identity?.viewer.agency ?? null,
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
function durationsOf({ sources }: Exchange): Readonly<Record<string, number>> | undefined {
  if (sources.length === 0) return undefined;
  const durations: Record<string, number> = {};
  for (const { name, durationMs } of sources) durations[name] = (durations[name] ?? 0) + durationMs;
  return durations;
}
