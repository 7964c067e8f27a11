import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { reservedAlias } from '../../policy/operation.js';

/** Asks the type of whatever may be of several types, under the reserved name that `shapeData` reads and never shows. */
export function withTypeNames(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set: SelectionSetNode) => {
          const type = types.getParentType();
          // Why: behind an interface that no type implements (`@interfaceObject`) no source could name one.
          if (!isAbstractType(type) || schema.getPossibleTypes(type).length === 0) return undefined;
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
}
