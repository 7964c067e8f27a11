import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPortcullisError, PortcullisError } from '../../../schema/errors.js';
import type { Subgraph } from '../createSubgraph.js';
import { assertionHeader, createAssertionVerifier } from './assertion.js';
import type { SourceAnswer } from './execute.js';
import { readBody } from './readBody.js';

/** Where a source is served over HTTP, and to which peers. */
export interface ServeOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Key that this source shares with the gateway, 32 bytes. */
  readonly key: Uint8Array;
  /** Whether a peer's address may connect; absent: any may. */
  readonly isPeer?: (address: string | undefined) => boolean;
}

/** A source that is served over HTTP. */
export interface ServedSubgraph {
  /** Where operations are posted, e.g. `http://127.0.0.1:4101/graphql`. */
  readonly url: string;
  /** Resolves when the requests in flight are answered; closes idle connections at once. */
  close(): Promise<void>;
}

// Why so long: the one peer is the gateway, and each new connection costs it a round trip.
const serverOptions = { keepAliveTimeout: 65_000, noDelay: true };

interface Body {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/**
 * Serves one source over HTTP: `POST /graphql`, and `GET /livez`, which reveals no data. Without a valid assertion of the
 * gateway every operation is 401, `_entities` and `_service` included.
 */
export async function serveSubgraph(
  subgraph: Pick<Subgraph, 'name' | 'execute'>,
  options: ServeOptions,
): Promise<ServedSubgraph> {
  const verifier = createAssertionVerifier(options.key, subgraph.name);
  const server = createServer(serverOptions, (request, response) => {
    handle(request, response).catch((error: unknown) => sendError(response, error));
  });

  server.on('connection', (socket) => {
    if (options.isPeer?.(socket.remoteAddress) === false) socket.destroy();
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (request.method === 'GET' && path === '/livez') return send(response, 200, { status: 'live' });
    // Invariant: identity is checked before anything that could reveal something of the source.
    const body = await readBody(request);
    const session = verifier.verify(singleHeader(request, assertionHeader), body);
    if (path !== '/graphql') return send(response, 404, { errors: [] });
    if (request.method !== 'POST') throw new PortcullisError('METHOD_NOT_ALLOWED');
    const { query, variables, operationName } = parseBody(body);
    const hangUp = new AbortController();
    response.once('close', () => {
      // Why not always: a complete answer cancels nothing, and an abort costs a stack trace.
      if (!response.writableFinished) hangUp.abort();
    });
    const answer = await subgraph.execute({ query, variables, operationName, session, signal: hangUp.signal });
    send(response, statusOf(answer), answer);
  };

  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}/graphql`, close: () => closeServer(server) };
}

function singleHeader(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name.toLowerCase()] ?? [];
  if (values.length > 1) throw new PortcullisError('SOURCE_ASSERTION_INVALID');
  return values[0];
}

function parseBody(bytes: Buffer): Body {
  let body: Partial<Record<keyof Body, unknown>> | null;
  try {
    body = JSON.parse(bytes.toString('utf8')) as typeof body;
  } catch {
    throw new PortcullisError('REQUEST_MALFORMED');
  }
  const { query, variables, operationName } = body ?? {};
  const good =
    typeof query === 'string' &&
    (variables == null || (typeof variables === 'object' && !Array.isArray(variables))) &&
    (operationName == null || typeof operationName === 'string');
  if (!good) throw new PortcullisError('REQUEST_MALFORMED');
  return {
    query: query as string,
    ...(variables ? { variables: variables as Record<string, unknown> } : {}),
    ...(operationName ? { operationName: operationName as string } : {}),
  };
}

/** 200 for an answer with data, else the status of its first error. */
function statusOf(answer: SourceAnswer): number {
  const [error] = answer.errors ?? [];
  return answer.data === undefined && isPortcullisError(error) ? error.http : 200;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const known = isPortcullisError(error) && error.code !== 'INTERNAL' ? error : new PortcullisError('INTERNAL');
  if (known.http === 401) response.setHeader('www-authenticate', 'Portcullis-Assertion');
  if (known.code === 'BODY_TOO_LARGE') response.setHeader('connection', 'close');
  send(response, known.http, { errors: [known] });
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

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
