import {
  type DocumentNode,
  type GraphQLAbstractType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { reservedAlias } from '../../policy/operation.js';

/**
 * Asks the type of what may be of several types, under the reserved name that the shaper reads and never shows.
 *
 * Only where the answer hangs on it: behind an interface object one source alone can tell the type, and asking it would
 * cost a fetch, and the whole object where that source does not know the entity.
 */
export function withTypeNames(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema);
  const conditions = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      conditions.set(definition.name.value, definition.typeCondition.name.value);
  }
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set: SelectionSetNode) => {
          const type = types.getParentType();
          // Why: behind an interface that no type implements (`@interfaceObject`) no source could name one.
          if (!isAbstractType(type) || schema.getPossibleTypes(type).length === 0) return undefined;
          if (!set.selections.some((selection) => hangsOnType(selection, type))) return undefined;
          const typename = {
            kind: Kind.FIELD,
            alias: { kind: Kind.NAME, value: `${reservedAlias}typename` },
            name: { kind: Kind.NAME, value: '__typename' },
          } as const;
          return { ...set, selections: [...set.selections, typename] };
        },
      },
    }),
  );

  function hangsOnType(selection: SelectionNode, type: GraphQLAbstractType): boolean {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
    const condition =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.typeCondition?.name.value
        : conditions.get(selection.name.value);
    return condition !== undefined && !holdsForAll(condition, type);
  }

  /** Whether every object of a type meets a condition. */
  function holdsForAll(condition: string, type: GraphQLAbstractType): boolean {
    const wider = schema.getType(condition);
    return (
      isAbstractType(wider) && schema.getPossibleTypes(type).every((possible) => schema.isSubType(wider, possible))
    );
  }
}
