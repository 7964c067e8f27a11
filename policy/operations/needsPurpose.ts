import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { AccessMap } from '../../schema/access.js';
import { type FieldedType, isRecord, possibleTypes } from './coordinates.js';
import { notUnfolded } from './unfold.js';

/**
 * Whether an operation needs a purpose because it looks at data: it selects a field that is not public, or reaches a record, a
 * list of records or anything else with classified values, even if only for its public id. Type names, introspection, the
 * viewer, agencies, locations and other public data need none. Conditions make no difference.
 *
 * @param operation its fragments unfolded
 */
export function needsPurpose(schema: GraphQLSchema, access: AccessMap, operation: OperationDefinitionNode): boolean {
  const root = schema.getRootType(operation.operation);
  return !root || looks(operation.selectionSet, root);

  function looks(set: SelectionSetNode, parent: GraphQLCompositeType): boolean {
    return set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return fieldLooks(selection, parent);
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
      const condition = selection.typeCondition?.name.value;
      const type = condition === undefined ? parent : schema.getType(condition);
      return !isCompositeType(type) || looks(selection.selectionSet, type);
    });
  }

  function fieldLooks(field: FieldNode, parent: GraphQLCompositeType): boolean {
    if (field.name.value.startsWith('__')) return false;
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    if (!definition) return true;
    const isPublic = possibleTypes(schema, parent).every(({ name }) => isPublicAt(`${name}.${definition.name}`));
    // A look-up or an aggregate uses data even where what it shows is public.
    const byData = field.arguments?.some(
      ({ name }) => !isPublicAt(`${parent.name}.${definition.name}(${name.value}:)`),
    );
    const named = getNamedType(definition.type);
    if (!isPublic || byData || isGuarded(named)) return true;
    return field.selectionSet !== undefined && isCompositeType(named) && looks(field.selectionSet, named);
  }

  function isGuarded(type: GraphQLNamedType): boolean {
    if (!isCompositeType(type)) return false;
    return possibleTypes(schema, type).some((each) => holdsData(each) || holdsData(nodeOf(each)));
  }

  // Leaves only: an identifier such as a container has none, and an edge from it counts where it is selected.
  function holdsData(type: FieldedType | undefined): boolean {
    if (!type) return false;
    if (isRecord(access, type)) return true;
    return Object.values(type.getFields()).some(
      (field) => isLeafType(getNamedType(field.type)) && !isPublicAt(`${type.name}.${field.name}`),
    );
  }

  function isPublicAt(coordinate: string): boolean {
    return access.of(coordinate)?.category === 'public';
  }
}

// The type that a connection lists.
function nodeOf(type: FieldedType): GraphQLObjectType | undefined {
  const edges = type.getFields().edges;
  const edge = edges && getNamedType(edges.type);
  const node = isObjectType(edge) ? edge.getFields().node : undefined;
  const named = node && getNamedType(node.type);
  return isObjectType(named) ? named : undefined;
}
