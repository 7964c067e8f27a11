import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  isSpecifiedScalarType,
  isTypeSubTypeOf,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
} from 'graphql';

/**
 * Whether a document is plainly valid: one query of fields, each response name once in its place, with arguments that are
 * variables without defaults or simple literals. False says nothing. One walk, where the rules of the specification take
 * some twenty: most documents are this plain.
 */
export function isPlainlyValid(schema: GraphQLSchema, { definitions }: DocumentNode): boolean {
  // Why long: the short functions of one walk, which share the variables.
  const [operation] = definitions;
  const root = schema.getQueryType();
  if (definitions.length > 1 || operation?.kind !== Kind.OPERATION_DEFINITION || !root) return false;
  if (operation.operation !== OperationTypeNode.QUERY || operation.directives?.length) return false;
  const variables = new Map<string, GraphQLInputType>();
  for (const { variable, type: stated, defaultValue, directives } of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, stated);
    const name = variable.name.value;
    if (!isInputType(type) || defaultValue || directives?.length || variables.has(name)) return false;
    variables.set(name, type);
  }
  const used = new Set<string>();
  return isSetValid(operation.selectionSet, root) && used.size === variables.size;

  function isSetValid({ selections }: SelectionSetNode, type: GraphQLObjectType | GraphQLInterfaceType): boolean {
    const names = new Set<string>();
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD || !isFieldValid(selection, type)) return false;
      names.add((selection.alias ?? selection.name).value);
    }
    return names.size === selections.length;
  }

  function isFieldValid(field: FieldNode, parent: GraphQLObjectType | GraphQLInterfaceType): boolean {
    const { name, arguments: given = [], directives, selectionSet } = field;
    if (directives?.length) return false;
    if (name.value === '__typename') return given.length === 0 && !selectionSet;
    const definition = parent.getFields()[name.value];
    if (!definition || !areArgumentsValid(given, definition)) return false;
    const type = getNamedType(definition.type);
    if (!selectionSet) return isLeafType(type);
    return (isObjectType(type) || isInterfaceType(type)) && isSetValid(selectionSet, type);
  }

  function areArgumentsValid(given: readonly ArgumentNode[], { args }: GraphQLField<unknown, unknown>): boolean {
    const names = new Set(given.map(({ name }) => name.value));
    return (
      names.size === given.length &&
      args.every((argument) => names.has(argument.name) || !isRequiredArgument(argument)) &&
      given.every(({ name, value }) => {
        const argument = args.find((each) => each.name === name.value);
        return argument !== undefined && isValueValid(value, argument.type);
      })
    );
  }

  function isValueValid(node: ValueNode, type: GraphQLInputType): boolean {
    if (node.kind === Kind.VARIABLE) {
      const own = variables.get(node.name.value);
      used.add(node.name.value);
      return own !== undefined && isTypeSubTypeOf(schema, own, type);
    }
    const nullable = getNullableType(type);
    if (node.kind === Kind.ENUM) return isEnumType(nullable) && nullable.getValue(node.value) !== undefined;
    if (!isScalarType(nullable) || !isSpecifiedScalarType(nullable)) return false;
    if (node.kind === Kind.INT) return nullable.name === 'Int' && /^-?\d{1,9}$/.test(node.value);
    if (node.kind === Kind.BOOLEAN) return nullable.name === 'Boolean';
    return node.kind === Kind.STRING && (nullable.name === 'String' || nullable.name === 'ID');
  }
}
