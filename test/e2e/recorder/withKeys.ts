import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What the recorder asks beside type and id. Why without aliases: of those an operation may have only so many. */
const further: Readonly<Record<string, string>> = {
  Vessel: 'imo',
  Container: 'containerId',
  EconomicOperator: 'eori',
  TradeParty: 'role name',
  ConsignmentParticipation: 'role consignment { id }',
};

/** The same question with type and id of every object beside what it asks: the answer says which row stands where. */
export function withKeys(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      SelectionSet: {
        leave(node): SelectionSetNode | undefined {
          const type = typeInfo.getParentType();
          if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
          if (type === schema.getQueryType()) return undefined;
          const hasId = 'id' in type.getFields();
          const added = `__typename ${hasId ? 'id' : ''} ${further[type.name] ?? ''}`;
          return { ...node, selections: [...node.selections, ...fieldsOf(added)] };
        },
      },
    }),
  );
}

const parsed = new Map<string, readonly FieldNode[]>();

function fieldsOf(text: string): readonly FieldNode[] {
  const known = parsed.get(text);
  if (known) return known;
  const [operation] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no selection');
  const fields = operation.selectionSet.selections.filter(
    (selection): selection is FieldNode => selection.kind === Kind.FIELD,
  );
  parsed.set(text, fields);
  return fields;
}
