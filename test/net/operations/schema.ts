import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { readPackageFile } from '../../../schema/files.js';

/** The whole graph, as composed. */
export const schema: GraphQLSchema = buildASTSchema(parse(readPackageFile('schema', 'supergraph.graphql')), {
  assumeValidSDL: true,
});
export const query = schema.getQueryType() as GraphQLObjectType;

/** Fields that a client may ask for, by name: in which order they are written changes nothing. */
export function fieldsOf(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  const fields = Object.values(type.getFields()).filter(
    ({ astNode }) => !astNode?.directives?.some(({ name }) => name.value === 'inaccessible'),
  );
  return byName(fields);
}

export function byName<Named extends { readonly name: string }>(all: readonly Named[]): readonly Named[] {
  return [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Objects that a client may meet. */
export function objectsOf(field: GraphQLField<unknown, unknown>): GraphQLObjectType | null {
  const type = getNamedType(field.type);
  return isObjectType(type) ? type : null;
}

/** The row of a connection; null for any other type. */
export function rowOf(type: GraphQLObjectType): GraphQLObjectType | null {
  const edges = type.getFields().edges;
  const edge = edges && objectsOf(edges);
  const node = edge?.getFields().node;
  return node ? objectsOf(node) : null;
}

/** Every value of a type that needs no argument; `id` of the objects that have nothing else. */
export function leavesOf(type: GraphQLObjectType): string {
  const leaves = fieldsOf(type).filter(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  return leaves.length === 0 ? '__typename' : leaves.map(({ name }) => name).join(' ');
}

/** Values of a type and of the parts below it that are no records; `depth` such parts at most. */
export function valuesOf(type: GraphQLObjectType, depth: number): string {
  const parts = fieldsOf(type).flatMap((field) => {
    const below = objectsOf(field);
    if (!below || depth === 0 || below.getFields().id || rowOf(below) || field.args.length > 0) return [];
    return [`${field.name} { ${valuesOf(below, depth - 1)} }`];
  });
  return [leavesOf(type), ...parts].join(' ');
}
