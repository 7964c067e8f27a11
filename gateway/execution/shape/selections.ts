import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { notUnfolded } from '../../../policy/operations/unfold.js';

/** Fields by response name, in document order, with every node that selects the name. */
export type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** Reads the fields that selections have for a type. */
export type ReadFields = (type: GraphQLNamedType, sets: readonly SelectionSetNode[]) => Fields;

/** A reader for an operation with fragments unfolded and conditions settled. */
export function fieldReader(schema: GraphQLSchema): ReadFields {
  return (type, sets) => {
    const fields = new Map<string, FieldNode[]>();
    // A fragment that is spread twice is unfolded twice, into one shared selection set.
    const seen = new Set<SelectionSetNode>();
    for (const set of sets) collect(set);
    return fields;

    function collect(set: SelectionSetNode): void {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const nodes = fields.get(name);
          if (nodes) nodes.push(selection);
          else fields.set(name, [selection]);
        } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
          throw notUnfolded(selection);
        } else if (!seen.has(selection.selectionSet)) {
          seen.add(selection.selectionSet);
          if (applies(selection.typeCondition?.name.value, type)) collect(selection.selectionSet);
        }
      }
    }
  };

  function applies(condition: string | undefined, type: GraphQLNamedType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = schema.getType(condition);
    return isAbstractType(named) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(named, type);
  }
}

/** The selections below fields of one name. */
export function selectionsOf(nodes: readonly FieldNode[]): readonly SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}
