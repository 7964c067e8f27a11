import type { IncomingMessage, ServerResponse } from 'node:http';
import { corsHeaders } from '../http/cors.js';
import { createExchange, type Exchange } from '../exchange/exchange.js';
import { encodeAnswer, plainAnswer } from '../http/compression.js';
import { toIncoming } from '../http/incoming.js';
import { type HttpReply, refusalReply } from '../http/reply.js';
import { run, type Stage } from '../pipeline/index.js';
import { refuse } from '../pipeline/refuse.js';
import type { GateRuntime } from '../exchange/runtime.js';

/** Requests on their way, for shutdown. */
export interface Traffic {
  readonly inFlight: Set<Exchange>;
  /** True once the server is stopping: what comes now is turned away. */
  stopping: boolean;
  /** True once no connection is to be kept: what comes is answered, and the client asked to close. */
  draining: boolean;
  /** Requests so far, by the door and the way that they took, e.g. `known sliced`. */
  readonly answered: Map<string, number>;
}

/** Answers what was received: everything behind `receive`. Never throws. */
export type Door = (exchange: Exchange) => Promise<HttpReply>;

/** A way in: what is done before the door, and what goes back beside the answer. */
export interface Entrance {
  /** In order; `identify` is the first. */
  readonly receive: readonly Stage<GateRuntime>[];
  readonly door: Door;
  headersOf?(exchange: Exchange): Readonly<Record<string, string>>;
}

/** Answers one request, from the first header to the last byte. Never throws. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  runtime: GateRuntime,
  entrance: Entrance,
  traffic: Traffic,
): Promise<void> {
  const exchange = createExchange(toIncoming(request, { proxy: runtime.settings.behindProxy }));
  const deadline = setTimeout(() => exchange.abort('DEADLINE_EXCEEDED'), runtime.settings.deadlineMs);
  response.once('close', () => {
    if (!response.writableFinished) exchange.abort('CLIENT_CLOSED');
  });
  traffic.inFlight.add(exchange);
  try {
    if (traffic.stopping) exchange.abort('SHUTTING_DOWN');
    await write(response, await answerExchange(exchange, runtime, entrance), exchange, { runtime, traffic, entrance });
  } catch (error) {
    runtime.log.error({ requestId: exchange.requestId, name: (error as { name?: string }).name }, 'request failed');
    response.destroy();
  } finally {
    clearTimeout(deadline);
    traffic.inFlight.delete(exchange);
    logLine(exchange, runtime);
    count(traffic, exchange);
  }
}

async function answerExchange(exchange: Exchange, runtime: GateRuntime, entrance: Entrance): Promise<HttpReply> {
  try {
    await run(entrance.receive, exchange, runtime);
  } catch (error) {
    return refusalReply(exchange.mediaType, await refuse(exchange, runtime, [error]));
  }
  return await entrance.door(exchange);
}

/** Beside the exchange, what its answer depends on. */
interface Answering {
  readonly runtime: GateRuntime;
  readonly traffic: Traffic;
  readonly entrance: Entrance;
}

async function write(
  response: ServerResponse,
  reply: HttpReply,
  exchange: Exchange,
  { runtime, traffic, entrance }: Answering,
): Promise<void> {
  exchange.status = reply.status;
  const { headers } = exchange.incoming;
  const { compression, corsOrigins } = runtime.settings;
  const packing = compression ? encodeAnswer(reply.body, headers['accept-encoding']?.join()) : plainAnswer(reply.body);
  // Why so: what zlib promises is no `Promise` of another realm.
  const encoded = 'then' in packing ? await packing : packing;
  if (response.destroyed) return;
  const cors = corsHeaders(headers.origin?.[0], corsOrigins);
  const vary = [cors.vary, encoded.varies ? 'accept-encoding' : undefined].filter(Boolean).join(', ');
  response.writeHead(reply.status, {
    ...reply.headers,
    ...entrance.headersOf?.(exchange),
    ...cors,
    ...(vary === '' ? {} : { vary }),
    ...(encoded.encoding ? { 'content-encoding': encoded.encoding } : {}),
    'content-length': encoded.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A body that was not read to its end leaves the connection in no state to be used again.
    ...(traffic.stopping || traffic.draining || !exchange.incoming.isComplete() ? { connection: 'close' } : {}),
  });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    const { parts } = encoded;
    response.cork();
    for (const part of parts.slice(0, -1)) response.write(part);
    // Called when all of it was handed to the system; not where the client has gone before.
    response.end(parts.at(-1), () => {
      if (response.writableFinished) reply.release?.();
      resolve();
    });
  });
}

function count({ answered }: Traffic, { door, collected }: Exchange): void {
  const key = `${door ?? 'refused'} ${collected?.way ?? '-'}`;
  answered.set(key, (answered.get(key) ?? 0) + 1);
}

/** One line a request: who and what came of it; never a value, a URL or a query string. */
function logLine(exchange: Exchange, runtime: GateRuntime): void {
  runtime.log.info(
    {
      requestId: exchange.requestId,
      agency: exchange.identity?.viewer.agency ?? null,
      purpose: exchange.facts?.purpose ?? null,
      code: exchange.code,
      ...(exchange.cause === undefined ? {} : { cause: exchange.cause }),
      door: exchange.door,
      way: exchange.collected?.way ?? null,
      status: exchange.status,
      durationMs: Math.round(performance.now() - exchange.startedAt),
    },
    'request',
  );
}
