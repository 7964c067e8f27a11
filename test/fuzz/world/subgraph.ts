import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  execute,
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  parse,
} from 'graphql';
import type { Atlas } from './atlas.js';
import { type Mood, type WorldRecord, worldEntity, worldValue } from './world.js';

/** A subgraph that answers everything, from nothing but the mood's seed. */
export interface FuzzSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  execute(request: SubgraphRequest, mood: Mood): Promise<FormattedExecutionResult>;
}

export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Builds the subgraph as any server with @apollo/subgraph would; every resolver is the same function. */
export function buildFuzzSubgraph(name: string, document: DocumentNode, atlas: Atlas): FuzzSubgraph {
  const schema = buildSubgraphSchema({ typeDefs: document });
  const self = { name, schema };
  const entity = (representation: Record<string, unknown>, mood: Mood) =>
    worldEntity(atlas, mood, self, representation);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || isIntrospectionType(type)) continue;
    type.extensions = { ...type.extensions, apollo: { subgraph: { resolveReference: entity } } };
  }
  const fieldResolver: GraphQLFieldResolver<WorldRecord | undefined, Mood> = (record, args, mood, info) =>
    worldValue(
      atlas,
      mood,
      { subgraph: name, schema, type: info.parentType.name, field: info.fieldName, args, record },
      info.returnType,
    );
  return {
    ...self,
    execute: async ({ query, variables }, mood) => {
      const result = await execute({
        schema,
        document: parse(query, { noLocation: true }),
        variableValues: variables,
        contextValue: mood,
        fieldResolver,
        typeResolver: (record: WorldRecord) => record.__typename,
      });
      // As over a wire: fresh plain objects, that nobody else holds.
      return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
    },
  };
}
