import {
  type DocumentNode,
  execute,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

type Answer = Readonly<Record<string, unknown>>;

const alias = 'fuzzType';

/** A document that also asks the type of whatever may be of several: for `cutOut`. */
export function withTypeNames(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set) => {
          if (!isAbstractType(types.getParentType())) return undefined;
          const typename = { kind: Kind.NAME, value: '__typename' } as const;
          const asked = { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: alias }, name: typename } as const;
          return { ...set, selections: [asked, ...set.selections] };
        },
      },
    }),
  );
}

/** What is left of an answer to `withTypeNames(document)` where what may not be shown is null, by the rules of GraphQL itself. */
export async function cutOut(
  schema: GraphQLSchema,
  document: DocumentNode,
  { data, isShown }: { data: Answer | null; isShown: (type: string, field: string) => boolean },
): Promise<unknown> {
  if (data === null) return null;
  const result = await execute({
    schema,
    document,
    rootValue: data,
    fieldResolver: (record: Answer, _arguments, _context, { parentType, fieldName, path }) =>
      isShown(parentType.name, fieldName) ? record[path.key] : null,
    typeResolver: (record: Answer) => String(record[alias]),
  });
  return JSON.parse(JSON.stringify(result.data ?? null));
}
