import type { IncomingRequest } from '../http/incoming.js';

/** Room for a UUID with a prefix, not for a sentence: it goes into a header and a line of the log. */
const form = /^[\w.:=-]{1,64}$/;

/**
 * What a client calls its request, by `X-Request-Id`: a word of the client, by which it finds the request again in its answer and in
 * the access log. It is never the request's id.
 *
 * @returns undefined where it is stated twice or is of another form: no request is refused for it
 */
export function correlationOf({ headers }: Pick<IncomingRequest, 'headers'>): string | undefined {
  const [stated, ...more] = headers['x-request-id'] ?? [];
  return stated !== undefined && more.length === 0 && form.test(stated) ? stated : undefined;
}
