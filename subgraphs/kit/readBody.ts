import type { IncomingMessage } from 'node:http';
import { PortcullisError } from '../../schema/errors.js';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The body as text. Throws BODY_TOO_LARGE over 4 MiB, as soon as that many have come; UNSUPPORTED_MEDIA_TYPE where it
 * is compressed (the gateway does not) or not UTF-8.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (request.headers['content-encoding']) throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE');
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw new PortcullisError('BODY_TOO_LARGE');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new PortcullisError('BODY_TOO_LARGE');
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE');
  }
}
