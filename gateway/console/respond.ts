import type { IncomingMessage, ServerResponse } from 'node:http';
import { negotiateEncoding } from '../http/compression.js';
import { fixedHeaders } from './headers.js';
import type { ServedFile } from './table.js';

/**
 * Sends a file from memory. It asks nobody who reads it, and leaves no trace in any log: there is nothing of the data in it.
 *
 * @param idleMs after which a client that takes no byte is cut off
 */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, packed }: ServedFile,
  idleMs: number,
): void {
  // Why no handler: without one Node destroys the socket.
  response.setTimeout(idleMs);
  // A body is not read: the connection cannot be used again.
  if (hasBody(request)) response.setHeader('connection', 'close');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response
      .writeHead(405, { ...fixedHeaders, allow: 'GET, HEAD', 'cache-control': 'no-store', 'content-length': 0 })
      .end();
    return;
  }
  const accepted = packed && negotiateEncoding(request.headers['accept-encoding'] ?? '', ['br', 'identity']);
  const sent = packed && accepted === 'br' ? packed : body;
  response.writeHead(status, {
    ...headers,
    ...(sent === packed ? { 'content-encoding': 'br' } : {}),
    'content-length': sent.length,
  });
  // Node sends no body for HEAD.
  response.end(sent);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
