import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { RESERVED } from './walk.js';

/**
 * Adds what the gateway asks for itself, under reserved names that `shapeData` never shows: the type of whatever may be
 * of several types, and the `id` of every record. The public id lives in the record's owner only, so that the plan must
 * visit the owner, and its row wall decides; a record that the owner does not answer is null, never an object of nulls.
 *
 * @param isRecord whether a type name is that of a record
 */
export function withOwnFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  isRecord: (typeName: string) => boolean,
): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set: SelectionSetNode) => {
          const type = types.getParentType();
          const added: FieldNode[] = [];
          if (isAbstractType(type)) added.push(field('typename', '__typename'));
          if (isObjectType(type) && isRecord(type.name) && !asksForId(set)) added.push(field('id', 'id'));
          return added.length === 0 ? undefined : { ...set, selections: [...set.selections, ...added] };
        },
      },
    }),
  );
}

function asksForId(set: SelectionSetNode): boolean {
  return set.selections.some(
    (selection) =>
      selection.kind === Kind.FIELD &&
      selection.name.value === 'id' &&
      !selection.alias &&
      !selection.directives?.length,
  );
}

function field(alias: string, name: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: `${RESERVED}${alias}` },
    name: { kind: Kind.NAME, value: name },
  };
}
