import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
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
  AuditDisclosure: 'type',
  ConsignmentParticipation: 'role consignment { id }',
};

/**
 * The same question with type and id of every object beside what it asks: the answer says which row stands where, to which row an
 * edge or a match leads, and which rows a page has.
 *
 * @param more how many rows more each page is to have, whose size stands in the question
 */
export function withKeys(document: DocumentNode, schema: GraphQLSchema, more = 0): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Argument: ({ name, value, ...node }): ArgumentNode | undefined =>
        name.value === 'first' && value.kind === Kind.INT && more > 0
          ? { ...node, name, value: { ...value, value: String(Math.min(100, Number(value.value) + more)) } }
          : undefined,
      SelectionSet: {
        leave(node): SelectionSetNode | undefined {
          const type = typeInfo.getParentType();
          if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
          if (type === schema.getQueryType()) return undefined;
          const added = `__typename ${'id' in type.getFields() ? 'id' : ''} ${further[type.name] ?? ''} ${rowsOf(type)}`;
          return { ...node, selections: [...node.selections, ...fieldsOf(added)] };
        },
      },
    }),
  );
}

/** What says to which rows an object leads that is none itself. */
function rowsOf(type: GraphQLObjectType | GraphQLInterfaceType): string {
  const fields = Object.values(type.getFields());
  if (type.name.endsWith('Connection')) {
    const edge = fields.find(({ name }) => name === 'edges');
    const below = edge && getNamedType(edge.type);
    const rows = isObjectType(below) ? rowsOf(below) : '';
    return rows === '' ? '' : `edges { ${rows} }`;
  }
  if (!/(?:Edge|Match)$/.test(type.name)) return '';
  return recordsBelow(type).join(' ');
}

/** Fields of an object that are records or links; of such as have no id, the records that they are about. */
function recordsBelow(type: GraphQLObjectType | GraphQLInterfaceType): readonly string[] {
  return Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    const named: GraphQLNamedType = getNamedType(of);
    if (!isObjectType(named)) return [];
    if ('id' in named.getFields()) return [`${name} { __typename id }`];
    const about = type.name.endsWith('Edge') ? recordsBelow(named) : [];
    return about.length > 0 ? [`${name} { __typename ${about.join(' ')} }`] : [];
  });
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
