import { GraphQLError, parse } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { documentIdPattern } from '../documents/register/lookup.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { codeOf } from '../http/clientErrors.js';

/**
 * First half: the text of the document, from the request or from the agency's register, and whether it is known: then it
 * needs no parsing and no validation.
 *
 * @throws PortcullisError PERSISTED_DOCUMENT_ID_REQUIRED, PERSISTED_DOCUMENT_NOT_FOUND, PERSISTED_QUERY_NOT_SUPPORTED,
 *   DOCUMENTS_UNAVAILABLE
 */
export function findDocument(exchange: Exchange, runtime: GateRuntime): void | Promise<void> {
  const { viewer } = provided(exchange.identity, 'identity');
  const { documentId, query } = provided(exchange.parameters, 'parameters');
  if (documentId !== undefined) return findRegistered(exchange, runtime, documentId);
  if (viewer.role === 'SYSTEM_CLIENT') throw new PortcullisError('PERSISTED_DOCUMENT_ID_REQUIRED');
  recall(exchange, runtime, query ?? '');
}

async function findRegistered(exchange: Exchange, runtime: GateRuntime, documentId: string): Promise<void> {
  const { viewer } = provided(exchange.identity, 'identity');
  const found = documentIdPattern.test(documentId)
    ? await runtime.documents.find(viewer.agency, documentId, exchange.asOf)
    : null;
  if (!found) throw await notFound(exchange, runtime);
  exchange.registered = { documentId, text: found.text, purpose: found.purpose };
  recall(exchange, runtime, found.text);
}

/**
 * Why these messages: Apollo's clients, which ask by hash first, act on them. After `PersistedQueryNotFound` they send the
 * document, but ask by hash again the next time; after `PersistedQueryNotSupported` they stop asking by hash. The latter is
 * for viewers who may send documents, of an agency that has registered none.
 */
async function notFound(exchange: Exchange, { documents }: GateRuntime): Promise<PortcullisError> {
  const { viewer } = provided(exchange.identity, 'identity');
  if (!exchange.parameters?.extensions.persistedQuery) return new PortcullisError('PERSISTED_DOCUMENT_NOT_FOUND');
  const mustRegister = viewer.role === 'SYSTEM_CLIENT' || (await documents.hasAny(viewer.agency, exchange.asOf));
  return mustRegister
    ? new PortcullisError('PERSISTED_DOCUMENT_NOT_FOUND', { message: 'PersistedQueryNotFound' })
    : new PortcullisError('PERSISTED_QUERY_NOT_SUPPORTED', { message: 'PersistedQueryNotSupported' });
}

function recall(exchange: Exchange, runtime: GateRuntime, text: string): void {
  exchange.text = text;
  const known = runtime.known.find(text, exchange.registered !== undefined);
  if (known) exchange.known = known;
}

/**
 * Between the halves, where Apollo Server does not do it: parses a document that is not known yet, within the limit of tokens.
 *
 * @throws GraphQLError GRAPHQL_PARSE_FAILED, OPERATION_TOO_LARGE
 */
export function parseDocument(exchange: Exchange, { settings }: Pick<GateRuntime, 'settings'>): void {
  if (exchange.known) return;
  try {
    exchange.parsed = parse(provided(exchange.text, 'text'), { maxTokens: settings.maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || codeOf(error) === 'OPERATION_TOO_LARGE') throw error;
    const { message, source, positions } = error;
    throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}

/**
 * Second half, after parsing: structural limits, then validation against the full schema, then the operation and its
 * variables, and what it does about a person's request.
 *
 * @throws PortcullisError OPERATION_TOO_LARGE, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE, BAD_USER_INPUT,
 *   SUBJECT_NOT_ALONE
 */
export function checkDocument(exchange: Exchange, runtime: Pick<GateRuntime, 'known' | 'policy' | 'supergraph'>): void {
  const text = provided(exchange.text, 'text');
  const parameters = provided(exchange.parameters, 'parameters');
  const known =
    exchange.known ??
    runtime.known.check(text, provided(exchange.parsed, 'document'), exchange.registered !== undefined);
  exchange.documentHash = known.hash;
  const prepared = known.operation(parameters.operationName);
  exchange.operationName = prepared.name;
  const variables = prepared.coerce(parameters.variables);
  exchange.checked = { text, operation: prepared.settled(variables), prepared, variables };
  const subjectAct = prepared.subjectAct(variables, (id) => Object.hasOwn(runtime.policy.agencies, id));
  if (!subjectAct) return;
  // Without a policy nobody decides whose data it is, and a foreign source states no originator of a record.
  if (runtime.supergraph.isForeign) throw notHere();
  exchange.subjectAct = subjectAct;
}

function notHere(): PortcullisError {
  return new PortcullisError('SUBJECT_NOT_ALONE', {
    message: 'What is held of a person is asked of the sources of the product alone, under a policy.',
    hint: 'Ask a gateway over these sources, without foreign ones and without --policy permissive.',
  });
}
