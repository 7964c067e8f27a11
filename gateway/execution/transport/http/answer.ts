import { isAscii, isUtf8 } from 'node:buffer';
import { decompress, isContentCoding } from '../../../http/decompress.js';
import { AnswerBytes } from '../answerBytes.js';
import { SourceFailure } from '../sourceClient.js';
import type { RawAnswer } from './roundTrip.js';

const MEDIA_TYPE = /^\s*application\/(?:json|graphql-response\+json)\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/**
 * The bytes of a GraphQL answer: JSON by its media type, UTF-8, unpacked, of bounded size. They are not parsed.
 *
 * @param maxBytes after decompression, counted during it
 * @throws SourceFailure SOURCE_UNAVAILABLE for a status of 500 or more, else SOURCE_PROTOCOL_ERROR
 */
export async function toGraphQLBytes(raw: RawAnswer, maxBytes: number): Promise<AnswerBytes> {
  const { status, headers } = raw;
  if (status >= 500) throw new SourceFailure('SOURCE_UNAVAILABLE', `status ${status}`);
  if (status >= 300 && status < 400) throw wrong(`redirected, status ${status}`);
  if (!isJson(headers['content-type'] ?? '')) throw wrong(`not GraphQL over HTTP, status ${status}`);
  const coding = headers['content-encoding'];
  const plain = coding === undefined || coding === 'identity';
  const body = plain ? raw.body : new AnswerBytes([await unpack(raw.body.bytes, coding, maxBytes)], status);
  if (!body.chunks.some(({ length }) => length > 0)) throw wrong(`empty answer, status ${status}`);
  // Why ASCII first: it is checked piece by piece.
  if (!body.chunks.every((chunk) => isAscii(chunk)) && !isUtf8(body.bytes)) throw wrong('answer is not UTF-8');
  return body;
}

function isJson(mediaType: string): boolean {
  return MEDIA_TYPE.test(mediaType) && (CHARSET.exec(mediaType)?.[1] ?? 'utf-8').toLowerCase() === 'utf-8';
}

async function unpack(bytes: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  const name = coding.trim().toLowerCase();
  if (!isContentCoding(name)) throw wrong('unknown content encoding');
  const unpacked = await decompress(bytes, name, maxBytes);
  if (unpacked === 'TOO_LARGE') throw wrong('answer too large');
  if (unpacked === 'MALFORMED') throw wrong('answer does not unpack');
  return unpacked;
}

function wrong(reason: string): SourceFailure {
  return new SourceFailure('SOURCE_PROTOCOL_ERROR', reason);
}
