import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql/language/index.js';
import { namedType } from '../namedType.js';
import type { Listing } from './generate.js';
import { pageSize } from './pageSize.js';

/** Finds a listing by the name of its connection. */
export type FindListing = (connection: string) => Listing | undefined;

/**
 * Adds page arguments to the fields of a type that give a connection, and on the root filter and sort, and says how many rows they
 * give. Arguments written by hand are kept.
 */
export function withPaging(definition: DefinitionNode, findListing: FindListing): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
    return definition;
  const isRoot = definition.name.value === 'Query';
  const fields = definition.fields?.map((field): FieldDefinitionNode => {
    const listing = findListing(namedType(field.type));
    if (!listing) return field;
    const { arguments: own = [], directives = [] } = field;
    const paged = pagedField(listing, isRoot);
    return {
      ...field,
      arguments: merged(own, paged.arguments ?? []),
      directives: [...directives, ...(paged.directives ?? [])],
    };
  });
  return { ...definition, ...(fields ? { fields } : {}) };
}

function merged(
  written: readonly InputValueDefinitionNode[],
  generated: readonly InputValueDefinitionNode[],
): readonly InputValueDefinitionNode[] {
  const names = new Set(written.map(({ name }) => name.value));
  return [...generated.filter(({ name }) => !names.has(name.value)), ...written];
}

function pagedField({ inputs, words, leaves, keys }: Listing, isRoot: boolean): FieldDefinitionNode {
  const { definitions } = parse(
    `type Paged { field(
      ${words('first')} first: Int = 20
      ${words('after')} after: String
      ${isRoot && leaves.length > 0 ? `${words('filter')} filter: ${inputs}Filter` : ''}
      ${isRoot && keys.length > 0 ? `${words('sort')} sort: ${inputs}Sort` : ''}
    ): Int ${pageSize(['edges'])} }`,
    { noLocation: true },
  );
  return (definitions[0] as ObjectTypeDefinitionNode).fields?.[0] as FieldDefinitionNode;
}
