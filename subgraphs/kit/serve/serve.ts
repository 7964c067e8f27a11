import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { PortcullisError } from '../../../schema/errors.js';
import { oneAtATime } from '../../../storage/pool/oneAtATime.js';
import type { Subgraph } from '../createSubgraph.js';
import { readTraceparent } from '../tracing/traceparent.js';
import { assertionHeader, createAssertionVerifier } from './assertion.js';
import { assertionOf } from './assertionOf.js';
import { answerCall, type CallAnswer, refusal, type ServedSource, toAnswer } from './call.js';
import { callsProtocol, upgradeHeader } from './calls/frames.js';
import { type CallSharing, callSharing } from './calls/sharing.js';
import { readBody } from './readBody.js';

/** Where a source is served over HTTP, and to which peers. */
export interface ServeOptions extends Pick<ServedSource, 'accessLog' | 'observer' | 'tracer'> {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Key that this source shares with the gateway, 32 bytes. */
  readonly key: Uint8Array;
  /** Whether a peer's address may connect; absent: any may. */
  readonly isPeer?: (address: string | undefined) => boolean;
  /** Whether it could answer now; absent: it always could. */
  readonly isReady?: () => Promise<boolean>;
}

/** A source that is served over HTTP. */
export interface ServedSubgraph {
  /** Where operations are posted, e.g. `http://127.0.0.1:4101/graphql`. */
  readonly url: string;
  /** Resolves when the requests in flight are answered; closes idle connections at once. */
  close(): Promise<void>;
}

const serverOptions = {
  // Why so long: the one peer is the gateway, and each new connection costs it a round trip.
  keepAliveTimeout: 65_000,
  noDelay: true,
  // A connection that calls share is idle for as long as the gateway is: its end must be noticed.
  keepAlive: true,
  // Unset it would be the system's: two hours.
  keepAliveInitialDelay: 60_000,
};

/**
 * Serves one source over HTTP: `POST /graphql`, alone or many on one connection (`calls/`), and `GET /livez` and `/readyz`, which
 * reveal no data. Without a valid assertion of the gateway every operation is 401, `_entities` and `_service` included.
 */
export async function serveSubgraph(
  subgraph: Pick<Subgraph, 'name' | 'execute'>,
  options: ServeOptions,
): Promise<ServedSubgraph> {
  const verifier = createAssertionVerifier(options.key, subgraph.name);
  const { accessLog, observer, tracer } = options;
  const source: ServedSource = { subgraph, accessLog, observer, tracer };
  const isReady = oneAtATime(options.isReady ?? (async () => true));
  const sharing = callSharing(source, verifier);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await handle(request, response).catch((error: unknown) => refused(response, error));
    // Kept, it would keep a source that is closing from ending.
    if (!server.listening) response.setHeader('connection', 'close');
    send(response, answer);
  };
  const server = createServer(serverOptions, respond);

  server.on('connection', (socket) => {
    if (options.isPeer?.(socket.remoteAddress) === false) socket.destroy();
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<CallAnswer> => {
    const path = pathOf(request);
    if (isProbe(request)) {
      if (path === '/livez') return toAnswer(200, { status: 'live' });
      const ready = server.listening && (await isReady().catch(() => false));
      return toAnswer(ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable' });
    }
    // Invariant: identity is checked before anything that could reveal something of the source.
    const body = await readBody(request);
    const session = verifier.verify(assertionOf(request), body);
    if (path !== '/graphql') return toAnswer(404, { errors: [] });
    if (request.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED');
    const hangUp = new AbortController();
    response.once('close', () => {
      // Why not always: a complete answer cancels nothing, and an abort costs a stack trace.
      if (!response.writableFinished) hangUp.abort();
    });
    const traceparent = readTraceparent(request.headersDistinct.traceparent);
    return await answerCall(source, { session, body, signal: hangUp.signal, traceparent });
  };
  server.on('upgrade', (request, socket, head) => {
    if (isProbe(request)) void respond(request, responseOver(request, socket));
    else sharing.accept(request, socket, head);
  });

  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}/graphql`, close: () => closeServer(server, sharing) };
}

function pathOf({ url = '' }: IncomingMessage): string | undefined {
  return url.split('?', 1)[0];
}

function isProbe(request: IncomingMessage): boolean {
  return request.method === 'GET' && ['/livez', '/readyz'].includes(pathOf(request) ?? '');
}

/**
 * The response to a probe that would rather speak another protocol, such as `h2c`; the connection ends with it. Why made here: Node.js hands such a connection over as soon as anybody listens for upgrades, whatever protocol they speak.
 */
function responseOver(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  socket.on('error', () => socket.destroy());
  response.once('finish', () => socket.end(() => socket.destroy()));
  return response;
}

function send(response: ServerResponse, { status, bytes }: CallAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    [upgradeHeader]: callsProtocol,
  });
  response.end(bytes);
}

/** The answer to a request that was refused; its headers are set. */
function refused(response: ServerResponse, error: unknown): CallAnswer {
  const answer = refusal(error);
  if (answer.status === 401) response.setHeader('www-authenticate', assertionHeader);
  if (answer.status === 413) response.setHeader('connection', 'close');
  return answer;
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server, sharing: CallSharing): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    sharing.close();
    server.closeIdleConnections();
  });
}
