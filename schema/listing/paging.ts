import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql/language/index.js';
import type { Listing } from './generate.js';
import { nameOf } from './leaves.js';

/** Finds the listing whose connection a type's name is. */
export type FindListing = (connection: string) => Listing | undefined;

/**
 * A type whose fields that give a connection take the arguments of a page, and those of the root a filter and a sort as
 * well. An argument that is written by hand stays as it is.
 */
export function withPaging(definition: DefinitionNode, findListing: FindListing): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
    return definition;
  const isRoot = definition.name.value === 'Query';
  const fields = definition.fields?.map((field): FieldDefinitionNode => {
    const listing = findListing(nameOf(field.type));
    return listing ? { ...field, arguments: merged(field.arguments ?? [], argumentsOf(listing, isRoot)) } : field;
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

function argumentsOf({ inputs, words, leaves, keys }: Listing, isRoot: boolean): readonly InputValueDefinitionNode[] {
  const { definitions } = parse(
    `type Paged { field(
      ${words('first')} first: Int = 20
      ${words('after')} after: String
      ${isRoot && leaves.length > 0 ? `${words('filter')} filter: ${inputs}Filter` : ''}
      ${isRoot && keys.length > 0 ? `${words('sort')} sort: ${inputs}Sort` : ''}
    ): Int }`,
    { noLocation: true },
  );
  return (definitions[0] as ObjectTypeDefinitionNode).fields?.[0]?.arguments ?? [];
}
