import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** A content coding that is understood, other than `identity`. */
export type ContentCoding = keyof typeof decoders;

/** @param name in lower case */
export function isContentCoding(name: string): name is ContentCoding {
  return Object.hasOwn(decoders, name);
}

/** Decompresses off the event loop; zlib stops as soon as the limit is passed. @param maxBytes of the result */
export async function decompress(
  bytes: Buffer,
  coding: ContentCoding,
  maxBytes: number,
): Promise<Buffer | 'TOO_LARGE' | 'MALFORMED'> {
  try {
    return await decoders[coding](bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'TOO_LARGE' : 'MALFORMED';
  }
}
