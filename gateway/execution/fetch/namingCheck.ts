import { type GraphQLSchema, getNamedType, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { toldIds } from '../../../auditlog/disclosed.js';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import { eachField, fieldOn } from '../../../policy/operations/eachField.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import { SourceFailure } from '../transport/sourceClient.js';

/**
 * Checks that a manifest names all that the answer shows, as far as the gateway can see: ids of records and links, and
 * identifiers.
 *
 * @param text of the answer, one character a byte, at least to the end of its data
 * @throws SourceFailure SOURCE_PROTOCOL_ERROR
 */
export type NamingCheck = (text: string, disclosed: readonly DisclosedGroup[]) => void;

/** Types with an identifier of their own, and its field. */
const identifiers: Readonly<Record<string, string>> = {
  Vessel: 'imo',
  Container: 'containerId',
  EconomicOperator: 'eori',
};

/** Types whose `id` names no subject, or one that the read log entry names. */
const ofNobody: ReadonlySet<string> = new Set(['Agency', 'AuditDisclosure']);

/** A public id as ingest makes it. */
const publicId = /^[a-z]+_[a-z2-7]{24}$/;

/** The check of one fetch; null where it asks for no id and no identifier. */
export function namingCheck(operation: OperationDefinitionNode, schema: GraphQLSchema): NamingCheck | null {
  const keys = subjectKeys(operation, schema);
  if (keys.size === 0) return null;
  const members = [...keys].map(([key, type]) => ({ start: `"${key}":"`, type }));
  return (text, disclosed) => {
    const isNamed = finderOf(disclosed);
    for (const { start, type } of members) {
      for (const value of textsAfter(text, start)) {
        const isFound = isNamed(type === null ? value : identifierKey(type, value));
        if (isFound || (type === null && !publicId.test(value))) continue;
        throw new SourceFailure('SOURCE_PROTOCOL_ERROR', 'the manifest names less than the answer');
      }
    }
  };
}

/**
 * String values of a member. Why not parsed: most answers never are. A quotation mark inside a string is escaped, so this
 * finds members only; a string with a backslash is no id.
 */
function textsAfter(text: string, start: string): readonly string[] {
  const texts: string[] = [];
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at)) {
    at += start.length;
    const value = text.slice(at, text.indexOf('"', at));
    if (!value.includes('\\')) texts.push(value);
  }
  return texts;
}

/**
 * Whether a manifest names an id as disclosed. Tried in order first: a source names most ids in the order of its answer.
 */
function finderOf(disclosed: readonly DisclosedGroup[]): (id: string) => boolean {
  const [only] = disclosed;
  const ids = disclosed.length === 1 && only && !only.asked ? only.ids : toldIds(disclosed);
  let next = 0;
  let named: ReadonlySet<string> | null = null;
  return (id) => {
    if (ids[next] === id) {
      next += 1;
      return true;
    }
    named ??= new Set(ids);
    return named.has(id);
  };
}

/** Response names that hold nothing but ids (null) or identifiers (of a type). */
function subjectKeys(
  { selectionSet: root }: OperationDefinitionNode,
  schema: GraphQLSchema,
): ReadonlyMap<string, string | null> {
  const keys = new Map<string, string | null>();
  const others = new Set<string>();
  const lookIn = (set: SelectionSetNode, typeName: string): void =>
    eachField(set, typeName, ({ alias, name: { value: name }, selectionSet }, type) => {
      const key = alias?.value ?? name;
      const field = fieldOn(schema, type, name);
      if (selectionSet) lookIn(selectionSet, field ? getNamedType(field.type).name : '');
      else if (name === 'id' && schema.getType(type) && !ofNobody.has(type)) keys.set(key, null);
      else if (identifiers[type] === name) keys.set(key, type);
      else others.add(key);
    });
  lookIn(root, schema.getQueryType()?.name ?? '');
  return new Map([...keys].filter(([key]) => !others.has(key)));
}
