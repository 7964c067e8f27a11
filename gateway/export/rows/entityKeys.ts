import { type DocumentNode, type GraphQLSchema, isObjectType } from 'graphql';
import { compositesOf, parseFieldSet, textArgument } from '../../../schema/federation/join.js';

/**
 * The field that identifies an object of each entity type, of those that clients see: `id` of records, the number of what
 * is identified by it alone. Links have an id and are no entities.
 */
export function entityKeys(supergraph: DocumentNode, apiSchema: GraphQLSchema): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [type, { directives = [] }] of compositesOf(supergraph)) {
    const stated = directives.flatMap((join) =>
      join.name.value === 'join__type' ? (textArgument(join, 'key') ?? []) : [],
    );
    const seen = apiSchema.getType(type);
    if (stated.length === 0 || !isObjectType(seen)) continue;
    const fields = seen.getFields();
    const key = ['id', ...stated.flatMap(singleField)].find((name) => fields[name] !== undefined);
    if (key !== undefined) keys.set(type, key);
  }
  return keys;
}

function singleField(fieldSet: string): string[] {
  const [only, ...others] = parseFieldSet(fieldSet).selections;
  return only?.kind === 'Field' && only.selectionSet === undefined && others.length === 0 ? [only.name.value] : [];
}
