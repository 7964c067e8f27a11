/** Request headers that a browser front-end may send. */
const ALLOWED_HEADERS =
  'authorization, content-type, accept, query-purpose, case-reference, query-justification, withheld-detail, apollo-require-preflight, x-apollo-operation-name, x-request-id, traceparent';

/** CORS headers of an answer to an allowed origin. Credentials are tokens, so cookies are not allowed. */
export function corsHeaders(origin: string | undefined, allowed: readonly string[]): Record<string, string> {
  if (allowed.length === 0) return {};
  if (origin === undefined || !allowed.includes(origin)) return { vary: 'origin' };
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers':
      'retry-after, ratelimit, ratelimit-policy, www-authenticate, export-id, content-disposition, x-request-id',
    vary: 'origin',
  };
}

/**
 * Headers that answer a preflight, which carries no token. Undefined where the request is none, or its origin is not
 * allowed: then it is handled like any other request.
 */
export function preflightHeaders(
  request: {
    readonly method?: string | undefined;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  },
  allowed: readonly string[],
): Record<string, string> | undefined {
  const { origin } = request.headers;
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return undefined;
  if (typeof origin !== 'string' || !allowed.includes(origin)) return undefined;
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': '600',
    ...corsHeaders(origin, allowed),
  };
}
