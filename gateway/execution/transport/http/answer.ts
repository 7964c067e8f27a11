import { isAscii, isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { AnswerBytes } from '../answerBytes.js';
import { SourceFailure } from '../sourceClient.js';
import type { RawAnswer } from './roundTrip.js';

const MEDIA_TYPE = /^\s*application\/(?:json|graphql-response\+json)\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * The bytes of a GraphQL answer: JSON by its media type, UTF-8, unpacked, of bounded size. What they say is not read,
 * except that an answer with a status other than success must be a GraphQL one.
 *
 * @param maxBytes after decompression, counted while it is unpacked
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
  // Why ASCII first: it can be told piece by piece.
  if (!body.chunks.every((chunk) => isAscii(chunk)) && !isUtf8(body.bytes)) throw wrong('answer is not UTF-8');
  if (status >= 400 && !isGraphQLAnswer(body.bytes)) throw wrong(`not a GraphQL answer, status ${status}`);
  return body;
}

function isJson(mediaType: string): boolean {
  return MEDIA_TYPE.test(mediaType) && (CHARSET.exec(mediaType)?.[1] ?? 'utf-8').toLowerCase() === 'utf-8';
}

async function unpack(bytes: Buffer, coding: string, maxOutputLength: number): Promise<Buffer> {
  const name = coding.trim().toLowerCase();
  if (!Object.hasOwn(decoders, name)) throw wrong('unknown content encoding');
  try {
    // Off the event loop; zlib stops as soon as the limit is passed.
    return await decoders[name as keyof typeof decoders](bytes, { maxOutputLength });
  } catch (error) {
    const large = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw wrong(large ? 'answer too large' : 'answer does not unpack');
  }
}

/** GraphQL over HTTP: a 4xx may carry a well-formed answer with errors and no data. */
function isGraphQLAnswer(bytes: Buffer): boolean {
  try {
    const answer = JSON.parse(bytes.toString('utf8')) as unknown;
    return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
  } catch {
    return false;
  }
}

function wrong(reason: string): SourceFailure {
  return new SourceFailure('SOURCE_PROTOCOL_ERROR', reason);
}
