import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from '../../gateway/identity/loopback.js';
import { oneAtATime } from '../../storage/pool/oneAtATime.js';

/** Media type of the text format of Prometheus, version 0.0.4. */
const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/** Where metrics are read. */
export interface MetricsListener {
  /** E.g. `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `GET /metrics`, and nothing else, on a listener of its own. Who reads at once reads the same text.
 *
 * @param read makes the text
 * @throws the system's error where the port is not available
 */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  read: () => Promise<string>,
): Promise<MetricsListener> {
  const readOnce = oneAtATime(read);
  const server = createServer(
    { maxHeaderSize: 8192, headersTimeout: 5000, requestTimeout: 5000 },
    (request, response) => {
      const refusal = refusalOf(request, host);
      if (refusal !== null) return void answer(response, refusal, '');
      readOnce().then(
        (text) => answer(response, 200, text),
        () => answer(response, 500, ''),
      );
    },
  );
  server.listen({ host, port });
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The status by which a request is refused; null where it is answered. */
function refusalOf({ method, url, headers }: IncomingMessage, host: string): number | null {
  // Why: a page in a browser of this machine must not read them under a name of its own (DNS rebinding).
  if (isLoopback(host) && !isLoopback((headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, ''))) return 403;
  if (url !== '/metrics') return 404;
  return method === 'GET' ? null : 405;
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
