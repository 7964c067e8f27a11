import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { notUnfolded } from './unfold.js';

/**
 * Visits each field of an unfolded selection set, with the type on which it is selected. Does not go below a field.
 *
 * @throws PortcullisError INTERNAL at a spread
 */
export function eachField(
  { selections }: SelectionSetNode,
  type: string,
  visit: (field: FieldNode, type: string) => void,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) visit(selection, type);
    else if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
    else eachField(selection.selectionSet, selection.typeCondition?.name.value ?? type, visit);
  }
}

/**
 * An unfolded selection set with each field replaced by others, or by none. A fragment that becomes empty is removed.
 *
 * @throws PortcullisError INTERNAL at a spread
 */
export function mapFields(
  set: SelectionSetNode,
  type: string,
  map: (field: FieldNode, type: string) => readonly FieldNode[],
): SelectionSetNode {
  const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return map(selection, type);
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
    const selectionSet = mapFields(selection.selectionSet, selection.typeCondition?.name.value ?? type, map);
    return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
  });
  return { ...set, selections };
}

/** The definition of a field; undefined where the type has no such field. */
export function fieldOn(
  schema: GraphQLSchema,
  typeName: string,
  field: string,
): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
}
