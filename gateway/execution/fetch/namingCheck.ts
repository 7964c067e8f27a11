import { type GraphQLSchema, getNamedType, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { toldIds } from '../../../auditlog/disclosed.js';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import { eachField, fieldOn } from '../../../policy/operations/eachField.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import { SourceFailure } from '../transport/sourceClient.js';

/** Response names of a fetch that hold nothing but ids (null), or identifiers (of a type). */
export type SubjectKeys = ReadonlyMap<string, string | null>;

/**
 * Checks that a manifest names a string value of such a name, as far as the gateway can see.
 *
 * @param text of the answer, one character a byte
 * @param at where the value begins, behind its quotation mark
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR
 */
export type NamingCheck = (type: string | null, text: string, at: number) => void;

/** Types with an identifier of their own, and its field. */
const identifiers: Readonly<Record<string, string>> = {
  Vessel: 'imo',
  Container: 'containerId',
  EconomicOperator: 'eori',
};

/** What a subject can be of: an id of any type, or an identifier. */
export const subjectTypes: readonly (string | null)[] = [null, ...Object.keys(identifiers)];

/** A type whose `id` is of a subject that the read log entry names. */
const ofReadEntry = 'AuditDisclosure';

/** A public id as ingest makes it. An agency's id has another form. */
const publicId = /^[a-z]+_[a-z2-7]{24}$/;

/**
 * Checks that a manifest names all that an answer shows: ids of records and links, and identifiers.
 *
 * Why not parsed: a quotation mark inside a string is escaped, so this finds members only.
 *
 * @param text of the answer, one character a byte
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR
 */
export function checkNames(keys: SubjectKeys, text: string, disclosed: readonly DisclosedGroup[]): void {
  const check = namingCheck(disclosed);
  // Why: behind the data comes the report, and a client's alias may be called like a member of it.
  const end = text.startsWith('{"data":') ? text.lastIndexOf(',"extensions":') : text.length;
  for (const [key, type] of keys) {
    const start = `"${key}":"`;
    for (let at = text.indexOf(start); at !== -1 && at < end; at = text.indexOf(start, at)) {
      at += start.length;
      check(type, text, at);
    }
  }
}

/** The check of one answer. Tried in order first: a source names most ids in the order of its answer. */
export function namingCheck(disclosed: readonly DisclosedGroup[]): NamingCheck {
  const [only] = disclosed;
  const ids = disclosed.length === 1 && only && !only.asked ? only.ids : toldIds(disclosed);
  let next = 0;
  let named: ReadonlySet<string> | null = null;
  return (type, text, at) => {
    const value = text.slice(at, text.indexOf('"', at));
    if (type === null && ids[next] === value) {
      next += 1;
      return;
    }
    // A string with a backslash is no identifier.
    if (type === null ? !publicId.test(value) : value.includes('\\')) return;
    named ??= new Set(ids);
    if (named.has(type === null ? value : identifierKey(type, value))) return;
    throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'the manifest names less than the answer');
  };
}

/** The keys of one fetch. */
export function subjectKeys({ selectionSet: root }: OperationDefinitionNode, schema: GraphQLSchema): SubjectKeys {
  const keys = new Map<string, string | null>();
  const others = new Set<string>();
  const lookIn = (set: SelectionSetNode, typeName: string): void =>
    eachField(set, typeName, ({ alias, name: { value: name }, selectionSet }, type) => {
      const key = alias?.value ?? name;
      const field = fieldOn(schema, type, name);
      if (selectionSet) lookIn(selectionSet, field ? getNamedType(field.type).name : '');
      else if (name === 'id' && schema.getType(type) && type !== ofReadEntry) keys.set(key, null);
      else if (identifiers[type] === name) keys.set(key, type);
      else others.add(key);
    });
  lookIn(root, schema.getQueryType()?.name ?? '');
  return new Map([...keys].filter(([key]) => !others.has(key)));
}
