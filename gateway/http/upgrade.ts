import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PortcullisError } from '../../schema/errors.js';
import { statusOf, toClientError } from './clientErrors.js';
import { JSON_TYPE } from './mediaType.js';

/** Whether a client asks for a websocket. Other upgrades, such as `h2c`, are ignored. */
export function wantsWebsocket({ headers }: IncomingMessage): boolean {
  return /(?:^|[\s,])websocket(?:$|[\s,/])/i.test(headers.upgrade ?? '');
}

/** Answers such a client with WEBSOCKET_NOT_SUPPORTED and closes the connection. */
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
