import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  printSchema,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import type { AccessMap } from '../../schema/access.js';
import { namedType } from '../../schema/namedType.js';
import type { Bounds } from '../bounds.js';
import { guardOf, permitsUse } from './coordinates.js';

const printed = new WeakMap<GraphQLSchema, DocumentNode>();

/**
 * The schema that a view may query, for introspection: without fields, inputs and enum values that it can never get or use,
 * and without types that are no longer reachable. Takes some 20 ms on a large schema; cache it by view.
 */
export function viewSchema(schema: GraphQLSchema, access: AccessMap, bounds: Bounds): GraphQLSchema {
  const document = documentOf(schema);
  let types = document.definitions.filter(isType).map((type) => withoutNever(type, access, bounds));
  for (let before = -1; before !== sizeOf(types); ) {
    before = sizeOf(types);
    types = withoutEmpty(types);
  }
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => type?.name ?? []);
  if (!types.some(({ name }) => name.value === roots[0])) return nothingToAsk;
  const reached = reachable(types, roots);
  const rest = document.definitions.filter((definition) => !isType(definition) && isForClients(definition));
  const definitions = [...rest, ...types.filter(({ name }) => reached.has(name.value))];
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true });
}

// GraphQL has no empty schema. `Query.viewer` is public, so a real view never needs this one.
const nothingToAsk = buildASTSchema(parse('type Query { "Nothing may be asked." nothing: Boolean }'));

function documentOf(schema: GraphQLSchema): DocumentNode {
  const document = printed.get(schema) ?? parse(printSchema(schema), { noLocation: true });
  printed.set(schema, document);
  return document;
}

// Type system directives mean nothing to a client.
function isForClients(definition: DefinitionNode): boolean {
  if (definition.kind !== Kind.DIRECTIVE_DEFINITION) return true;
  return definition.locations.some(({ value }) => executable.has(value));
}

const executable = new Set(['QUERY', 'MUTATION', 'FIELD', 'FRAGMENT_DEFINITION', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT']);

function isType(definition: DefinitionNode): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

function withoutNever(type: TypeDefinitionNode, access: AccessMap, bounds: Bounds): TypeDefinitionNode {
  const isReadable = (coordinate: string): boolean => guardOf(access, bounds, coordinate).bound.ceiling !== 'NONE';
  const isUsable = (coordinate: string): boolean => {
    const { access: label, bound } = guardOf(access, bounds, coordinate);
    return permitsUse(bound, label?.use);
  };
  const owner = type.name.value;
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return {
        ...type,
        fields: (type.fields ?? [])
          .filter(({ name }) => isReadable(`${owner}.${name.value}`))
          .map((field) => ({
            ...field,
            arguments: (field.arguments ?? []).filter(({ name }) =>
              isUsable(`${owner}.${field.name.value}(${name.value}:)`),
            ),
          }))
          .filter((field, _index, all) => all.length > 0 && keepsRequired(type, field)),
      };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return withInputFields(type, ({ name }) => isUsable(`${owner}.${name.value}`));
    case Kind.ENUM_TYPE_DEFINITION:
      return {
        ...type,
        values: (type.values ?? []).filter(({ name }) => isEnumValueLeft(access, bounds, `${owner}.${name.value}`)),
      };
    default:
      return type;
  }
}

/** An input with the fields that are left. Without a required field it cannot be stated at all, so it is emptied and removed. */
function withInputFields(
  type: InputObjectTypeDefinitionNode,
  isLeft: (field: InputValueDefinitionNode) => boolean,
): InputObjectTypeDefinitionNode {
  const fields = type.fields ?? [];
  return { ...type, fields: fields.every((field) => isLeft(field) || !isRequired(field)) ? fields.filter(isLeft) : [] };
}

// An enum value that may not be used may still be shown.
function isEnumValueLeft(access: AccessMap, bounds: Bounds, coordinate: string): boolean {
  const { access: label, bound } = guardOf(access, bounds, coordinate);
  return !label || label.use === 'READ' ? bound.ceiling !== 'NONE' : permitsUse(bound, label.use);
}

// A field whose required argument is gone cannot be queried.
function keepsRequired(type: TypeDefinitionNode, field: FieldDefinitionNode): boolean {
  const before = 'fields' in type ? (type.fields as readonly FieldDefinitionNode[] | undefined) : undefined;
  const required = before?.find(({ name }) => name.value === field.name.value)?.arguments?.filter(isRequired) ?? [];
  return required.every(({ name }) => field.arguments?.some((argument) => argument.name.value === name.value));
}

function isRequired(argument: InputValueDefinitionNode): boolean {
  return argument.type.kind === Kind.NON_NULL_TYPE && argument.defaultValue === undefined;
}

function withoutEmpty(types: readonly TypeDefinitionNode[]): TypeDefinitionNode[] {
  const names = new Set(types.filter((type) => !isEmpty(type)).map(({ name }) => name.value));
  const known = (type: TypeNode): boolean => names.has(namedType(type)) || builtIn.has(namedType(type));
  return types
    .filter(({ name }) => names.has(name.value))
    .map((type) => {
      switch (type.kind) {
        case Kind.OBJECT_TYPE_DEFINITION:
        case Kind.INTERFACE_TYPE_DEFINITION: {
          const fields = (type.fields ?? [])
            .filter(
              (field) =>
                inAll(types, type, field) &&
                known(field.type) &&
                (field.arguments ?? []).every((argument) => known(argument.type) || !isRequired(argument)),
            )
            .map((field) => ({
              ...field,
              arguments: (field.arguments ?? []).filter((argument) => known(argument.type)),
            }));
          return { ...type, fields, interfaces: (type.interfaces ?? []).filter(known) };
        }
        case Kind.INPUT_OBJECT_TYPE_DEFINITION:
          return withInputFields(type, (field) => known(field.type));
        case Kind.UNION_TYPE_DEFINITION:
          return { ...type, types: (type.types ?? []).filter(known) };
        default:
          return type;
      }
    });
}

// An interface loses a field that one of its implementations has lost.
function inAll(types: readonly TypeDefinitionNode[], type: TypeDefinitionNode, field: FieldDefinitionNode): boolean {
  if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return true;
  const names = implementations(types, type.name.value);
  return types
    .filter(({ name }) => names.includes(name.value))
    .every((each) => 'fields' in each && each.fields?.some(({ name }) => name.value === field.name.value));
}

const builtIn = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);

function isEmpty(type: TypeDefinitionNode): boolean {
  switch (type.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return false;
    case Kind.UNION_TYPE_DEFINITION:
      return (type.types ?? []).length === 0;
    case Kind.ENUM_TYPE_DEFINITION:
      return (type.values ?? []).length === 0;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      // `and`, `or` and `not` alone filter nothing.
      return (type.fields ?? []).every((field) => namedType(field.type) === type.name.value);
    default:
      return (type.fields ?? []).length === 0;
  }
}

function reachable(types: readonly TypeDefinitionNode[], roots: readonly string[]): ReadonlySet<string> {
  const byName = new Map(types.map((type) => [type.name.value, type]));
  const reached = new Set<string>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = byName.get(name);
    if (!type || reached.has(name)) continue;
    reached.add(name);
    open.push(...neighbours(type));
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION) open.push(...implementations(types, name));
  }
  return reached;
}

function neighbours(type: TypeDefinitionNode): readonly string[] {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [
        ...(type.interfaces ?? []).map(namedType),
        ...(type.fields ?? []).flatMap((field) => [
          namedType(field.type),
          ...(field.arguments ?? []).map((each) => namedType(each.type)),
        ]),
      ];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (type.fields ?? []).map((field) => namedType(field.type));
    case Kind.UNION_TYPE_DEFINITION:
      return (type.types ?? []).map(namedType);
    default:
      return [];
  }
}

function implementations(types: readonly TypeDefinitionNode[], name: string): readonly string[] {
  return types
    .filter((type) => 'interfaces' in type && type.interfaces?.some((each) => namedType(each) === name))
    .map((type) => type.name.value);
}

function sizeOf(types: readonly TypeDefinitionNode[]): number {
  return types.reduce((sum, type) => sum + 1 + membersOf(type).length + neighbours(type).length, 0);
}

function membersOf(type: TypeDefinitionNode): readonly unknown[] {
  return 'fields' in type ? (type.fields ?? []) : 'values' in type ? (type.values ?? []) : [];
}
