import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { PortcullisError } from '../../schema/errors.js';

/** What the pipeline may know of the HTTP request. */
export interface IncomingRequest {
  readonly method: string;
  /** Without the query string. Never logged. */
  readonly path: string;
  /** Query string with its `?`, or empty. Never logged. */
  readonly search: string;
  /** Every value of every header, lower-case names (`headersDistinct`: Node itself drops a second Authorization). */
  readonly headers: Readonly<NodeJS.Dict<string[]>>;
  /** The client's address: the peer's, or the one that the trusted proxy states. */
  readonly address: string;
  /** The port of this server that it came in on; undefined once the connection is closed. */
  port(): number | undefined;
  /** SHA-256 fingerprint of the verified client certificate, lower-case hex without colons. */
  readonly certificate?: string;
  /** The raw body; read once. */
  readonly body: Readable;
  /** True once the whole body was received. */
  isComplete(): boolean;
}

/** Reads what the pipeline needs off a Node request. @param proxy address of the trusted proxy */
export function toIncoming(request: IncomingMessage, proxy: string | undefined): IncomingRequest {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const certificate = verifiedCertificate(request);
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? '' : url.slice(mark),
    headers: request.headersDistinct,
    address: clientAddress(request, proxy),
    port: () => request.socket.localPort,
    ...(certificate ? { certificate } : {}),
    body: request,
    isComplete: () => request.complete,
  };
}

/**
 * The one value of a header that must be single.
 *
 * @throws PortcullisError DUPLICATE_HEADER
 */
export function singleHeader(request: Pick<IncomingRequest, 'headers'>, name: string): string | undefined {
  const values = request.headers[name];
  if (values && values.length > 1) throw new PortcullisError('DUPLICATE_HEADER', { at: name });
  return values?.[0];
}

/** All values of a header that may be a list, joined as HTTP joins them. */
export function listHeader(request: Pick<IncomingRequest, 'headers'>, name: string): string | undefined {
  return request.headers[name]?.join(', ');
}

function verifiedCertificate(request: IncomingMessage): string | undefined {
  const socket = request.socket as Partial<TLSSocket>;
  if (!socket.authorized || !socket.getPeerCertificate) return undefined;
  return socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase();
}

function clientAddress(request: IncomingMessage, proxy: string | undefined): string {
  const peer = plainAddress(request.socket.remoteAddress);
  if (proxy === undefined || peer !== proxy) return peer;
  // The trusted proxy added the last entry; those before it are the client's claim.
  return request.headersDistinct['x-forwarded-for']?.join(',').split(',').at(-1)?.trim() || peer;
}

/** `::ffff:10.0.0.1` as `10.0.0.1`. */
export function plainAddress(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unknown';
}
