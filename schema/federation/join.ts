import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql';
import { namedType } from '../namedType.js';

/** A type with fields in a supergraph. */
export type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The object and interface types of a supergraph, by name. */
export function compositesOf(supergraph: DocumentNode): Map<string, Composite> {
  return new Map(supergraph.definitions.filter(isComposite).map((type) => [type.name.value, type]));
}

/** The supergraph with these types in place of those of the same name. */
export function withComposites(supergraph: DocumentNode, types: ReadonlyMap<string, Composite>): DocumentNode {
  const definitions = supergraph.definitions.map((definition) =>
    isComposite(definition) ? (types.get(definition.name.value) ?? definition) : definition,
  );
  return { ...supergraph, definitions };
}

function isComposite(definition: DefinitionNode): definition is Composite {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** Names of the object types that implement an interface. */
export function implementing(types: ReadonlyMap<string, Composite>, name: string): string[] {
  return [...types.values()]
    .filter(({ interfaces }) => interfaces?.some((implemented) => implemented.name.value === name))
    .map((type) => type.name.value);
}

/** The sources by their graph in the supergraph: `products-1` for `PRODUCTS_1`. */
export function graphsOf(
  supergraph: DocumentNode,
): ReadonlyMap<string, { readonly name: string; readonly url: string }> {
  const graphs = supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? [])
      : [],
  );
  return new Map(
    graphs.map(({ name, directives }) => {
      const join = directives?.find((directive) => directive.name.value === 'join__graph');
      const text = (argument: string) => join && textArgument(join, argument);
      return [name.value, { name: text('name') ?? name.value, url: text('url') ?? '' }];
    }),
  );
}

/** The names of the sources by their graph. */
export function sourceNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  return new Map([...graphsOf(supergraph)].map(([graph, { name }]) => [graph, name]));
}

/** A string or enum argument of a `join__` directive. */
export function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** True where a boolean argument of a `join__` directive has that value. */
export function states(directive: ConstDirectiveNode, name: string, wanted: boolean): boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && value.value === wanted;
}

/** Parses a field set, e.g. `id name { first }`. */
export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return (operation as OperationDefinitionNode).selectionSet;
}

/** Prints a field set. */
export function printFieldSet(set: SelectionSetNode): string {
  return set.selections.map(print).join(' ');
}

/** The type of a field without its lists and non-nulls. */
export function namedTypeOf(field: FieldDefinitionNode): string {
  return namedType(field.type);
}

/** The definition of a field of a type. */
export function fieldOf(type: Composite | undefined, name: string): FieldDefinitionNode | undefined {
  return type?.fields?.find((field) => field.name.value === name);
}
