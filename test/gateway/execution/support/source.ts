import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type HttpClientOptions, httpClient } from '../../../../gateway/execution/transport/http/httpClient.js';
import type { SourceOperation } from '../../../../gateway/execution/transport/sourceClient.js';
import { SourceSession } from '../../../../gateway/execution/transport/sourceSession.js';
import type { RequestFacts } from '../../../../policy/types.js';

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Bodies received, in order. */
  readonly bodies: string[];
  readonly headers: IncomingMessage['headers'][];
  /** Connections that were ever opened. */
  readonly sockets: Socket[];
  /** Requests whose connection closed before their answer was whole. */
  cancelled: number;
  close(): Promise<void>;
}

/** A real HTTP server whose every answer is the given one, called with the number of the request, from 1. */
export async function startSource(
  answer: (response: ServerResponse, nth: number, request: IncomingMessage) => void,
  port = 0,
): Promise<TestServer> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('error', () => undefined);
    response.on('close', () => {
      if (!response.writableFinished) test.cancelled += 1;
    });
    request.on('end', () => {
      test.bodies.push(body);
      test.headers.push(request.headers);
      answer(response, test.bodies.length, request);
    });
  });
  server.on('connection', (socket) => test.sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const test: TestServer = {
    url: `http://127.0.0.1:${address.port}/graphql`,
    port: address.port,
    bodies: [],
    headers: [],
    sockets: [],
    cancelled: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return test;
}

export const answerJson = (response: ServerResponse, body: unknown = { data: { ok: true } }, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
};

export const operation = (more: Partial<SourceOperation> = {}): SourceOperation => ({
  query: '{ ok }',
  variables: {},
  operationType: 'query',
  session: new SourceSession({
    facts: { viewer: { subject: 'officer-1' }, asOf: '2025-01-01T00:00:00.000Z' } as unknown as RequestFacts,
    requestId: 'r1',
    policyVersion: 'v1',
    intent: 'READ',
  }),
  audience: 'cargo',
  signal: new AbortController().signal,
  ...more,
});

/** A client that is closed with its test's other things. */
export function openClient(url: string, more: Partial<HttpClientOptions> = {}) {
  return httpClient({ url, maxBytes: 100_000, ...more });
}

/** `CODE: reason` of a failure, `CODE` of the signal's reason. */
export async function failureOf(asked: Promise<unknown>): Promise<string> {
  return await asked.then(
    () => 'answered',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );
}

/** Waits until the condition holds; gives up after about 3 s. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    if (turn > 1_500) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
