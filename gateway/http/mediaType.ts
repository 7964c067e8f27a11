import { LRUCache } from 'lru-cache';
import { PortcullisError } from '../../schema/errors.js';

/** The two values of an answer's `Content-Type` (GraphQL over HTTP, "Media types"). */
export const JSON_TYPE = 'application/json; charset=utf-8';
export const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

/**
 * The media type of the answer by `Accept`: the preferred one of the two, `application/json` where neither is.
 *
 * @throws PortcullisError NOT_ACCEPTABLE
 */
export function chooseMediaType(accept: string | undefined): string {
  if (accept === undefined || accept.trim() === '') return JSON_TYPE;
  const known = chosen.get(accept);
  if (known) return known;
  const type = choose(accept);
  chosen.set(accept, type);
  return type;
}

/** By header: clients send the same few. */
const chosen = new LRUCache<string, string>({ max: 100 });

function choose(accept: string): string {
  const type = preferredType(accept, ['application/json', 'application/graphql-response+json']);
  if (type === null) throw new PortcullisError('NOT_ACCEPTABLE');
  return type === 'application/json' ? JSON_TYPE : RESPONSE_TYPE;
}

/**
 * The one of some media types that `Accept` prefers; null where it accepts none of them. Of equal weight, a type that is named
 * goes before one that is only matched, then the first named, then the first of `types`.
 */
export function preferredType<Type extends string>(accept: string, types: readonly Type[]): Type | null {
  const ranges = accept.split(',').map(parseRange);
  const [best] = types
    .map((type) => ({ type, ...quality(ranges, type) }))
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || b.exactness - a.exactness || a.position - b.position);
  return best?.type ?? null;
}

/**
 * Refuses a request body that is not JSON in UTF-8. This also guards against CSRF: across sites, a browser sends forms and
 * plain text without a preflight.
 *
 * @throws PortcullisError UNSUPPORTED_MEDIA_TYPE
 */
export function assertJsonType(contentType: string | undefined): void {
  const [essence, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (essence !== 'application/json' || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new PortcullisError('UNSUPPORTED_MEDIA_TYPE');
  }
}

interface Range {
  readonly type: string;
  readonly q: number;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => /^q\s*=/.test(parameter))?.split('=')[1];
  const value = q === undefined ? 1 : Number(q);
  return { type, q: Number.isFinite(value) ? Math.min(Math.max(value, 0), 1) : 0 };
}

/** The quality of a type, by the most exact range that matches it. */
function quality(ranges: readonly Range[], type: string): { q: number; exactness: number; position: number } {
  let best = { q: 0, exactness: -1, position: ranges.length };
  for (const [position, range] of ranges.entries()) {
    const exactness = range.type === type ? 2 : range.type === 'application/*' ? 1 : range.type === '*/*' ? 0 : -1;
    if (exactness > best.exactness) best = { q: range.q, exactness, position };
  }
  return best;
}
