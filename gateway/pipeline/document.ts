import { createHash } from 'node:crypto';
import { getOperationAST, getVariableValues, OperationTypeNode } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { documentIdPattern } from '../documents/lookup.js';
import { type Exchange, provided } from '../exchange.js';
import type { House } from '../house.js';

/**
 * First half, before Apollo Server: the text of the document, from the request or from the agency's register.
 *
 * @throws PortcullisError PERSISTED_DOCUMENT_ID_REQUIRED, PERSISTED_DOCUMENT_NOT_FOUND
 */
export async function findDocument(exchange: Exchange, house: House): Promise<void> {
  const { viewer } = provided(exchange.identity, 'identity');
  const parameters = provided(exchange.parameters, 'parameters');
  if (parameters.documentId === undefined) {
    if (viewer.role === 'SYSTEM_CLIENT') throw new PortcullisError('PERSISTED_DOCUMENT_ID_REQUIRED');
    return;
  }
  const { documentId } = parameters;
  const found = documentIdPattern.test(documentId)
    ? await house.documents.find(viewer.agency, documentId, exchange.asOf)
    : null;
  // Why the other words: Apollo's clients, asking by hash first, send the document itself when they read them.
  const asHash = parameters.extensions.persistedQuery ? { message: 'PersistedQueryNotFound' } : {};
  if (!found) throw new PortcullisError('PERSISTED_DOCUMENT_NOT_FOUND', asHash);
  exchange.registered = { documentId, text: found.text, purpose: found.purpose };
}

/**
 * Second half, after parsing: structural limits, then validation against the full schema, then the operation and its
 * variables.
 *
 * @throws PortcullisError OPERATION_TOO_LARGE, GRAPHQL_VALIDATION_FAILED, OPERATION_RESOLUTION_FAILURE, BAD_USER_INPUT
 */
export function checkDocument(exchange: Exchange, house: House): void {
  const { text, document: parsed } = provided(exchange.parsed, 'document');
  const parameters = provided(exchange.parameters, 'parameters');
  const hash = createHash('sha256').update(text, 'utf8').digest('hex');
  exchange.documentHash = hash;
  const document = house.validDocuments.check(hash, parsed);
  const operation = getOperationAST(document, parameters.operationName ?? null);
  if (!operation) throw new PortcullisError('OPERATION_RESOLUTION_FAILURE');
  exchange.operationName = operation.name?.value ?? null;
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new PortcullisError('OPERATION_RESOLUTION_FAILURE', { message: 'Subscriptions are not supported.' });
  }
  const coerced = getVariableValues(
    house.federation.apiSchema,
    operation.variableDefinitions ?? [],
    parameters.variables,
    {
      maxErrors: 5,
    },
  );
  const fault = coerced.errors?.[0];
  if (fault)
    throw new PortcullisError('BAD_USER_INPUT', {
      message: fault.message,
      nodes: fault.nodes ?? [],
    });
  exchange.checked = { text, hash, document, operation, variables: coerced.coerced ?? {} };
}
