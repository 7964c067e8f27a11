import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { PortcullisError } from '../../schema/errors.js';
import { type IncomingRequest, singleHeader } from './incoming.js';

const decoders = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * Reads a request's body as text, limited both as it comes and as it unfolds (CVE-2024-28101 is the limit applied to
 * one of the two only).
 *
 * @param limit bytes
 * @throws PortcullisError BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, REQUEST_MALFORMED
 */
export async function readBody(request: IncomingRequest, limit: number): Promise<string> {
  const encoding = singleHeader(request, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && !Object.hasOwn(decoders, encoding))
    throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE', { at: 'content-encoding' });
  const raw = await collect(request, limit);
  const plain = encoding === 'identity' ? raw : await unfold(raw, encoding as keyof typeof decoders, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new PortcullisError('REQUEST_MALFORMED', { message: 'The body is not UTF-8.' });
  }
}

async function collect(request: IncomingRequest, limit: number): Promise<Buffer> {
  const tooLarge = (): PortcullisError => new PortcullisError('BODY_TOO_LARGE', { facts: { limit } });
  if (Number(singleHeader(request, 'content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw (error as { code?: string }).code === 'ECONNRESET' ? new PortcullisError('CLIENT_CLOSED') : error;
  }
  return Buffer.concat(chunks);
}

async function unfold(raw: Buffer, encoding: keyof typeof decoders, limit: number): Promise<Buffer> {
  try {
    return await decoders[encoding](raw, { maxOutputLength: limit });
  } catch (error) {
    // Why by code: errors of Node's core are not `instanceof Error` across realms.
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new PortcullisError('BODY_TOO_LARGE', { facts: { limit } });
    throw new PortcullisError('REQUEST_MALFORMED', { message: `The body is not ${encoding}.` });
  }
}
