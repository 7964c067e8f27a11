import { isUtf8 } from 'node:buffer';
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
  if (!isUtf8(plain)) throw new PortcullisError('REQUEST_MALFORMED', { message: 'The body is not UTF-8.' });
  const text = plain.toString('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

const byteOrderMark = '\ufeff';

/** Of a body that is too large, so many bytes more are let pass unread, and for so long. */
const letPassBytes = 8_000_000;
const letPassMs = 1000;

/*
 * Why events: the stream's own iterator costs more than all the rest of reading a small body.
 *
 * Why what is too large is let pass for a while: who is answered while still sending finds the connection broken, and no answer.
 */
function collect(request: IncomingRequest, limit: number): Promise<Buffer> {
  const { body } = request;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let patience: NodeJS.Timeout | undefined;
    const tooLarge = (): void => {
      clearTimeout(patience);
      body.off('data', take);
      body.pause();
      reject(new PortcullisError('BODY_TOO_LARGE', { facts: { limit } }));
    };
    const letPass = (): void => {
      chunks.length = 0;
      patience ??= setTimeout(tooLarge, letPassMs);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit + letPassBytes) tooLarge();
      else if (size > limit) letPass();
      else chunks.push(chunk);
    };
    const stated = Number(singleHeader(request, 'content-length') ?? 0);
    if (stated > limit + letPassBytes) return tooLarge();
    // A connection that broke says so by closing.
    const broken = (): void => {
      clearTimeout(patience);
      reject(new PortcullisError('CLIENT_CLOSED'));
    };
    body.on('data', take);
    body.once('end', () => {
      body.off('close', broken);
      if (size > limit || stated > limit) return tooLarge();
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    body.once('error', (error: { code?: string }) => (error.code === 'ECONNRESET' ? broken() : reject(error)));
    body.once('close', broken);
    if (stated > limit) letPass();
  });
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
