import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorRegistry, isInternal, isPortcullisError } from '../../schema/errors.js';

/** Faults of the document or its variables: 200 under `application/json` (GraphQL over HTTP), 400 otherwise. */
const documentFaults: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_NOT_SUPPORTED',
  'BAD_USER_INPUT',
]);

/** Extensions that clients see; all others (serviceName, response, stacktrace, ...) are left out. */
const safeExtensions = [
  'at',
  'hint',
  'allowed',
  'limit',
  'source',
  'retryAfterSeconds',
  'cost',
  'input',
  'paths',
  'reason',
] as const;

/** The registry's code of any error; INTERNAL where it has none, or one that is for the operator alone. */
export function codeOf(error: unknown): ErrorCode {
  const code = registeredCodeOf(error);
  return isInternal(code) ? 'INTERNAL' : code;
}

function registeredCodeOf(error: unknown): ErrorCode {
  if (isPortcullisError(error)) return error.code;
  const extensions = error instanceof GraphQLError ? error.extensions : undefined;
  const http = extensions?.http as { status?: number } | undefined;
  if (http?.status === 405) return 'METHOD_NOT_ALLOWED';
  if (error instanceof GraphQLError && /more tha[nt] \d+ tokens/.test(error.message)) return 'OPERATION_TOO_LARGE';
  const code = String(extensions?.code ?? '');
  if (Object.hasOwn(errorRegistry, code)) return code as ErrorCode;
  return code === 'BAD_REQUEST' ? 'REQUEST_MALFORMED' : 'INTERNAL';
}

/** HTTP status of a request that ends with this code. */
export function statusOf(code: ErrorCode, mediaType: string): number {
  if (documentFaults.has(code) && mediaType.startsWith('application/json')) return 200;
  return errorRegistry[code].http;
}

/**
 * An error as the client may see it: registry code, request id, and a message made of the client's input or the registry's
 * words; nothing about internals.
 */
export function toClientError(error: unknown, requestId: string): GraphQLFormattedError {
  const code = codeOf(error);
  const row = errorRegistry[code];
  const graphql = error instanceof GraphQLError ? error : undefined;
  const ownWords = isPortcullisError(error) || documentFaults.has(code) || code === 'OPERATION_TOO_LARGE';
  const message = row.audience === 'client' && ownWords && graphql ? withoutSuggestion(graphql.message) : row.message;
  const extensions: Record<string, unknown> = { code, requestId, hint: row.hint };
  for (const key of safeExtensions) {
    const value = row.audience === 'client' && isPortcullisError(error) ? error.extensions[key] : undefined;
    if (value !== undefined) extensions[key] = value;
  }
  return {
    message,
    ...(graphql?.locations ? { locations: graphql.locations } : {}),
    ...(graphql?.path ? { path: graphql.path } : {}),
    extensions,
  };
}

/** Without graphql-js's suggestions: they would hint at names that the viewer may not ask for. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean[^?]*\?/g, '');
}
