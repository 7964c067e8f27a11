import {
  type DirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';

/** The categories that guard each field, its own first, by `Type.field`; as the SDL says, read without the product. */
export function labelsOf(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, readonly string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const ofType = labelOf(type.astNode?.directives);
    for (const { name, astNode } of Object.values(type.getFields())) {
      const label = labelOf((astNode as FieldDefinitionNode | undefined)?.directives) ?? ofType;
      if (label) labels.set(`${type.name}.${name}`, label);
    }
  }
  return labels;
}

function labelOf(directives: readonly DirectiveNode[] = []): readonly string[] | undefined {
  const access = directives.find(({ name }) => name.value === 'access');
  if (!access) return undefined;
  const said = (argument: string): readonly string[] => {
    const node = access.arguments?.find(({ name }) => name.value === argument);
    return node ? [valueFromASTUntyped(node.value)].flat().map(String) : [];
  };
  return [...said('category'), ...said('also')];
}
