import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PortcullisError } from '../../schema/errors.js';
import type { Tracer } from '../../subgraphs/kit/tracing/span.js';
import { createExchange, type Exchange } from '../exchange/exchange.js';
import type { GatewayObserver } from '../exchange/observer.js';
import { rateLimitHeaders } from '../exchange/rateLimit.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { encodeAnswer } from '../http/compression.js';
import { corsHeaders } from '../http/cors.js';
import { toIncoming } from '../http/incoming.js';
import type { HttpReply } from '../http/reply.js';
import { run, type Stage } from '../pipeline/index.js';
import { refuse } from '../pipeline/refuse.js';
import type { AccessLog } from './accessLog.js';
import type { Flights } from './flights.js';
import { writePieces } from './writePieces.js';

/** The requests under way, for shutdown. */
export interface Traffic {
  readonly inFlight: Flights;
  /** True once the server is stopping: new requests are refused. */
  stopping: boolean;
  /** True once connections are to be closed: requests are answered, and the client asked to close. */
  draining: boolean;
  /** Requests so far, by handler and strategy, e.g. `known sliced`. */
  readonly answered: Map<string, number>;
  readonly access: AccessLog;
  readonly observer?: GatewayObserver | undefined;
  readonly tracer?: Tracer | undefined;
}

/** Answers a received request: all stages after `receive`. Never throws. */
export type Handler = (exchange: Exchange) => Promise<HttpReply>;

/** How the requests of one path are handled. */
export interface Route {
  /** In order: who asks comes first. */
  readonly receive: readonly Stage<GateRuntime>[];
  readonly handle: Handler;
  /** Further headers of the answer. */
  headersOf?(exchange: Exchange): Readonly<Record<string, string>>;
}

/** Answers one request, from the first header to the last byte. Never throws. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  runtime: GateRuntime,
  route: Route,
  traffic: Traffic,
): Promise<void> {
  const { settings, log } = runtime;
  const exchange = createExchange(toIncoming(request, settings.behindProxy));
  const deadline = setTimeout(() => exchange.abort('DEADLINE_EXCEEDED'), settings.deadlineMs);
  response.once('close', () => {
    if (!response.writableFinished) exchange.abort('CLIENT_CLOSED');
  });
  if (traffic.tracer) exchange.span = traffic.tracer.begin('request', exchange.traceparent);
  const flight = traffic.inFlight.begin(exchange);
  try {
    if (traffic.stopping) exchange.abort('SHUTTING_DOWN');
    const reply = await answer(exchange, runtime, route);
    // What is written as the client takes it has limits of its own.
    if (reply.pieces) clearTimeout(deadline);
    const isLast = traffic.stopping || traffic.draining;
    const writing = { settings, isLast, own: ownHeaders(exchange, route) };
    const failure = await write(response, reply, exchange, writing);
    if (failure) await write(response, await refuse(exchange, runtime, [failure]), exchange, writing);
  } catch (error) {
    log.error({ requestId: exchange.requestId, name: (error as { name?: string }).name }, 'request failed');
    response.destroy();
  } finally {
    clearTimeout(deadline);
    traffic.inFlight.end(flight);
    traffic.access(exchange);
    count(traffic, exchange);
    traffic.observer?.answered(exchange, runtime);
    if (exchange.span) endSpan(exchange);
  }
}

/** Why not of strangers: they would decide what the collector gets. */
function endSpan({ span, identity, facts, requestId, code, status, handler }: Exchange): void {
  if (!identity) return;
  const { agency, role } = identity.viewer;
  span?.end({ requestId, agency, role, purpose: facts?.purpose, code, status, handler: handler ?? undefined });
}

async function answer(exchange: Exchange, runtime: GateRuntime, route: Route): Promise<HttpReply> {
  try {
    await run(route.receive, exchange, runtime);
  } catch (error) {
    return await refuse(exchange, runtime, [error]);
  }
  return await route.handle(exchange);
}

/** Headers of the route, and the client's own word for the request. */
function ownHeaders(exchange: Exchange, { headersOf }: Route): Writing['own'] {
  const headers = headersOf?.(exchange);
  const { correlation } = exchange;
  return correlation === undefined ? headers : { 'x-request-id': correlation, ...headers };
}

/** How a reply is written. */
interface Writing {
  readonly settings: GateRuntime['settings'];
  /** Whether the connection is to be closed. */
  readonly isLast: boolean;
  readonly own: Readonly<Record<string, string>> | undefined;
}

/** @returns why nothing was written, where the client can still be told; see `writePieces` */
async function write(
  response: ServerResponse,
  reply: HttpReply,
  exchange: Exchange,
  writing: Writing,
): Promise<PortcullisError | null> {
  const { settings, isLast, own } = writing;
  exchange.status = reply.status;
  const cors = corsHeaders(exchange.incoming.headers.origin?.[0], settings.corsOrigins);
  const headers = Object.assign({}, reply.headers, rateLimitHeaders(exchange.left), own, cors, fixedHeaders);
  if (!reply.pieces) {
    await writeWhole(response, reply, exchange, { headers, ...writing });
    return null;
  }
  // It would outlast the server, and the policy that decided it.
  if (isLast) exchange.abort('SHUTTING_DOWN');
  const of = Object.assign(headers, isLast ? { connection: 'close' } : {});
  return await writePieces(response, reply.pieces, { status: reply.status, headers: of }, exchange.signal);
}

async function writeWhole(
  response: ServerResponse,
  reply: HttpReply,
  { incoming }: Exchange,
  { settings, isLast, headers }: Writing & { readonly headers: Readonly<Record<string, string>> },
): Promise<void> {
  const packing = encodeAnswer(reply.body, settings.compression ? incoming.headers['accept-encoding']?.join() : null);
  // Awaited only where needed. `instanceof Promise` would fail across realms.
  const encoded = 'then' in packing ? await packing : packing;
  if (response.destroyed) return;
  const vary = [headers.vary, encoded.varies ? 'accept-encoding' : undefined].filter(Boolean).join(', ');
  response.writeHead(reply.status, {
    'content-length': encoded.length,
    ...headers,
    ...(vary === '' ? {} : { vary }),
    ...(encoded.encoding ? { 'content-encoding': encoded.encoding } : {}),
    // After a body that was not read to its end, the connection cannot be used again.
    ...(isLast || !incoming.isComplete() ? { connection: 'close' } : {}),
  });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    const { parts } = encoded;
    response.cork();
    for (const part of parts.slice(0, -1)) response.write(part);
    // Not called if the client disconnects before everything reaches the kernel.
    response.end(parts.at(-1), () => {
      if (response.writableFinished) reply.release?.();
      resolve();
    });
  });
}

const fixedHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

function count({ answered }: Traffic, { handler, collected }: Exchange): void {
  const key = `${handler ?? 'refused'} ${collected?.strategy ?? '-'}`;
  answered.set(key, (answered.get(key) ?? 0) + 1);
}
