import { hash } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { parseJson } from './json.js';

/** What the client asked for, by POST or GET. */
export interface GraphQLParameters {
  readonly query?: string | undefined;
  readonly documentId?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
}

const KEYS = ['query', 'documentId', 'operationName', 'variables', 'extensions'] as const;

/**
 * The parameters of a POST body (GraphQL over HTTP, "Request Parameters", and `documentId`).
 *
 * @throws PortcullisError REQUEST_MALFORMED, BATCHING_NOT_SUPPORTED, DUPLICATE_KEY
 */
export function parametersOfBody(text: string): GraphQLParameters {
  const body = parseJson(text);
  if (Array.isArray(body)) throw new PortcullisError('BATCHING_NOT_SUPPORTED');
  if (!isObject(body)) throw malformed('The body is not a JSON object.');
  return toParameters(body);
}

/**
 * The parameters of a GET's query string; `variables` and `extensions` are JSON in it.
 *
 * @throws PortcullisError REQUEST_MALFORMED, DUPLICATE_KEY
 */
export function parametersOfSearch(search: string): GraphQLParameters {
  const given = new URLSearchParams(search);
  const object: Record<string, unknown> = {};
  for (const key of KEYS) {
    const values = given.getAll(key);
    if (values.length > 1) throw new PortcullisError('DUPLICATE_KEY', { message: `"${key}" is given twice.`, at: key });
    const [value] = values;
    if (value === undefined || value === '') continue;
    object[key] = key === 'variables' || key === 'extensions' ? parseJson(value) : value;
  }
  return toParameters(object);
}

function toParameters(object: Readonly<Record<string, unknown>>): GraphQLParameters {
  const text = (key: string): string | undefined => {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw malformed(`"${key}" is not a string.`);
    return value;
  };
  const map = (key: string): Record<string, unknown> => {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (value === undefined || value === null) return {};
    if (!isObject(value)) throw malformed(`"${key}" is not an object.`);
    return value;
  };
  const extensions = map('extensions');
  const persisted = persistedHash(extensions);
  const query = text('query') || undefined;
  const documentId = text('documentId') ?? (query === undefined ? persisted : undefined);
  if (query === undefined && documentId === undefined) throw malformed('There is neither "query" nor "documentId".');
  if (query !== undefined && documentId !== undefined) throw malformed('"query" and "documentId" exclude each other.');
  // Of two documents in one request it is unclear which is meant.
  const isOther = persisted !== undefined && persisted !== (documentId ?? `sha256:${hash('sha256', query ?? '')}`);
  if (isOther) throw malformed('"extensions.persistedQuery.sha256Hash" is of another document.');
  const operationName = text('operationName') || undefined;
  return { query, documentId, operationName, variables: map('variables'), extensions };
}

/** `extensions.persistedQuery` of Apollo's clients is another spelling of a document id. */
function persistedHash(extensions: Readonly<Record<string, unknown>>): string | undefined {
  const persisted = extensions.persistedQuery;
  if (persisted === undefined || persisted === null) return undefined;
  if (!isObject(persisted) || typeof persisted.sha256Hash !== 'string')
    throw malformed('"extensions.persistedQuery" has no "sha256Hash".');
  return `sha256:${persisted.sha256Hash}`;
}

function malformed(message: string): PortcullisError {
  return new PortcullisError('REQUEST_MALFORMED', { message });
}
