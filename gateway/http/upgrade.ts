import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PortcullisError } from '../../schema/errors.js';
import { statusOf, toClientError } from './clientErrors.js';
import { JSON_TYPE } from './mediaType.js';

/** Whether a client wants to speak websocket. Others ask for `h2c` with each request, and are answered as if they did not. */
export function wantsWebsocket({ headers }: IncomingMessage): boolean {
  return /(?:^|[\s,])websocket(?:$|[\s,/])/i.test(headers.upgrade ?? '');
}

/** Tells such a client what is offered, and ends the connection: else it would read that it is not known, or wait. */
export function refuseWebsocket(response: ServerResponse): void {
  const error = toClientError(new PortcullisError('WEBSOCKET_NOT_SUPPORTED'), randomUUID());
  response
    .writeHead(statusOf('WEBSOCKET_NOT_SUPPORTED', JSON_TYPE), {
      'content-type': JSON_TYPE,
      'cache-control': 'no-store',
      connection: 'close',
    })
    .end(`${JSON.stringify({ errors: [error] })}\n`);
}
