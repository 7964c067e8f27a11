import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { eachField, fieldOn } from '../../policy/operations/eachField.js';
import { badUserInput, PortcullisError } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { operationOf } from '../planning/definitions.js';
import { entitiesOf, readAnswer } from './fetch/sourceAnswer.js';
import { ownValue } from './shape/ownValue.js';
import { callSource, type RunningCalls } from './transport/sourceCall.js';
import { type SourceClient, SourceFailure } from './transport/sourceClient.js';
import type { AskedNames, EngineOptions, OperationCall, SourceResult } from './types.js';

/** The filter by which the log is searched for an entity. */
const filterType = 'AuditEntryFilter';
const filterField = 'entity';
const place = `${filterType}.${filterField}`;

/** Entities that one request may search for: their names travel in a header. */
const MAX_ENTITIES = 100;

/** A record's public id or pseudonym: nothing else has other names. */
const mayBeRecord = /^(?:[a-z]+_[\w-]+|[\w-]{43})$/;

/** The log filters of a document, found once. */
const filtersOf = new WeakMap<DocumentNode, readonly ValueNode[]>();

/**
 * The entities that an operation searches the log for; none for almost every operation.
 *
 * @throws PortcullisError BAD_USER_INPUT where there are too many
 */
export function searchedEntities(
  document: DocumentNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] {
  const filters = filtersOf.get(document) ?? findFilters(document, schema);
  filtersOf.set(document, filters);
  if (filters.length === 0) return [];
  const found = new Set<string>();
  for (const filter of filters) collect(valueFromASTUntyped(filter, { ...variables }), found);
  if (found.size > MAX_ENTITIES) throw badUserInput(`At most ${MAX_ENTITIES} entities at once.`, { at: place });
  return [...found];
}

function findFilters(document: DocumentNode, schema: GraphQLSchema): readonly ValueNode[] {
  const filters: ValueNode[] = [];
  const { operation, selectionSet: root } = operationOf(document);
  lookIn(root, schema.getRootType(operation)?.name ?? '');
  return filters;

  function lookIn(set: SelectionSetNode, typeName: string): void {
    eachField(set, typeName, ({ name, arguments: given = [], selectionSet }, type) => {
      const field = fieldOn(schema, type, name.value);
      for (const argument of given) {
        const input = field?.args.find((each) => each.name === argument.name.value)?.type;
        if (input && getNamedType(input).name === filterType) filters.push(argument.value);
      }
      if (field && selectionSet) lookIn(selectionSet, getNamedType(field.type).name);
    });
  }
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, found);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name !== filterField) collect(member, found);
      else if (isObject(member) && typeof member.id === 'string' && mayBeRecord.test(member.id)) found.add(member.id);
    }
  }
}

/** The sources that have records, and their clients. */
interface Owners {
  readonly options: Pick<EngineOptions, 'policyVersion' | 'sourceTimeoutMs' | 'onFailure'>;
  readonly clients: ReadonlyMap<string, SourceClient>;
  readonly sources: readonly string[];
}

const query =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on RecordName { name others } } }';

/**
 * Asks each source that has records for their other names: the log knows the end of a link by a pseudonym, which only the
 * record's owner can resolve.
 */
export async function askEntityPseudonyms(
  names: readonly string[],
  call: Omit<OperationCall, 'variables'>,
  { options, clients, sources }: Owners,
): Promise<AskedNames> {
  const { signal } = call;
  const { policyVersion, sourceTimeoutMs } = options;
  const running: RunningCalls = new Set();
  const stop = (): void => {
    for (const each of running) each.cancel(signal.reason);
  };
  const variables = { representations: names.map((name) => ({ __typename: 'RecordName', name })) };
  const found = new Map<string, string[]>();
  const errors: PortcullisError[] = [];

  const ask = async (source: string): Promise<void> => {
    const startedAt = performance.now();
    const record = (result: SourceResult['result'], manifest: SourceResult['manifest']): void => {
      call.sources.push({ name: source, result, durationMs: Math.round(performance.now() - startedAt), manifest });
    };
    try {
      const client = clients.get(source);
      if (!client) throw new SourceFailure('SOURCE_UNAVAILABLE', 'no such source');
      const { session, span } = call;
      const traceparent = span?.traceparent ?? call.traceparent;
      const asked = { query, operationType: 'query' as const, variables, session, audience: source };
      const operation = Object.assign(asked, { traceparent, span });
      const answer = await callSource(client, operation, sourceTimeoutMs, running);
      const { data } = readAnswer(answer, { source, policyVersion, readDisclosed: null });
      for (const [at, entity] of (data ? entitiesOf(data, names.length) : []).entries()) take(names[at] ?? '', entity);
      record('OK', 'present');
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = SourceFailure.of(error);
      options.onFailure(source, failure, call.session.request.requestId);
      errors.push(new PortcullisError(failure.code, { at: place, facts: { source } }));
      record(failure.result, 'absent');
    }
  };
  const take = (name: string, entity: unknown): void => {
    const others = isObject(entity) ? ownValue(entity, 'others') : null;
    if (!Array.isArray(others) || others.length === 0) return;
    found.set(name, [...(found.get(name) ?? []), ...others.filter((other) => typeof other === 'string')]);
  };

  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(sources.map(ask));
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return { entityPseudonyms: Object.fromEntries(found), errors };
}
