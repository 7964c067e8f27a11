import { isUtf8 } from 'node:buffer';
import { PortcullisError } from '../../schema/errors.js';
import { type ContentCoding, decompress, isContentCoding } from './decompress.js';
import { type IncomingRequest, singleHeader } from './incoming.js';

/**
 * Reads a request's body as text, with the limit applied both as received and after decompression (CVE-2024-28101 is
 * what happens with one of the two).
 *
 * @param limit bytes
 * @throws PortcullisError BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, REQUEST_MALFORMED
 */
export async function readBody(request: IncomingRequest, limit: number): Promise<string> {
  const coding = singleHeader(request, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity' && !isContentCoding(coding))
    throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE', { at: 'content-encoding' });
  const raw = await collect(request, limit);
  const plain = coding === 'identity' ? raw : await unpack(raw, coding, limit);
  if (!isUtf8(plain)) throw new PortcullisError('REQUEST_MALFORMED', { message: 'The body is not UTF-8.' });
  const text = plain.toString('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

const byteOrderMark = '\ufeff';

/** How much of a body beyond its limit is read and dropped: bytes, ms. */
const MAX_DROPPED_BYTES = 8_000_000;
const MAX_DROPPING_MS = 1_000;

/*
 * Why events: the stream's iterator costs more than all the rest of reading a small body.
 *
 * Why an oversized body is read on for a while: a client that is answered while it still sends sees a broken connection
 * and no answer.
 */
function collect(request: IncomingRequest, limit: number): Promise<Buffer> {
  const { body } = request;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let timer: NodeJS.Timeout | undefined;
    const tooLarge = (): void => {
      clearTimeout(timer);
      body.off('data', take);
      body.pause();
      reject(new PortcullisError('BODY_TOO_LARGE', { facts: { limit } }));
    };
    const dropRest = (): void => {
      chunks.length = 0;
      timer ??= setTimeout(tooLarge, MAX_DROPPING_MS);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit + MAX_DROPPED_BYTES) tooLarge();
      else if (size > limit) dropRest();
      else chunks.push(chunk);
    };
    const stated = Number(singleHeader(request, 'content-length') ?? 0);
    if (stated > limit + MAX_DROPPED_BYTES) return tooLarge();
    // A connection that breaks closes its stream.
    const broken = (): void => {
      clearTimeout(timer);
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
    if (stated > limit) dropRest();
  });
}

async function unpack(raw: Buffer, coding: ContentCoding, limit: number): Promise<Buffer> {
  const plain = await decompress(raw, coding, limit);
  if (plain === 'TOO_LARGE') throw new PortcullisError('BODY_TOO_LARGE', { facts: { limit } });
  if (plain === 'MALFORMED') throw new PortcullisError('REQUEST_MALFORMED', { message: `The body is not ${coding}.` });
  return plain;
}
