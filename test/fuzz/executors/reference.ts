import {
  type DocumentNode,
  execute,
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { FuzzCase } from '../case.js';
import type { FuzzSupergraph } from '../supergraphs.js';
import { drawAtlas } from '../world/atlas.js';
import { buildFuzzSubgraph, type FuzzSubgraph } from '../world/subgraph.js';
import { type WorldRecord, worldValue } from '../world/world.js';

/** One server over the same data as all subgraphs together: no plan, no fetches, no merging. */
export interface Reference {
  /** The data that a case should give; undefined where its sources do not all answer in full. */
  run(fuzzCase: FuzzCase, document: DocumentNode): Promise<unknown>;
}

/**
 * Builds it over the API schema, which has the values; who would resolve a field is read off the subgraphs.
 *
 * @param isShown whether a field may be shown; what may not is null
 */
export function openReference(
  supergraph: FuzzSupergraph,
  apiSchema: GraphQLSchema,
  isShown: (type: string, field: string) => boolean = () => true,
): Reference {
  const atlas = drawAtlas(supergraph.subgraphs);
  const subgraphs = supergraph.subgraphs.map(({ name, document }) => buildFuzzSubgraph(name, document, atlas));

  const fieldResolver: GraphQLFieldResolver<WorldRecord | undefined, FuzzCase> = (record, args, fuzzCase, info) =>
    isShown(info.parentType.name, info.fieldName)
      ? resolve(info.parentType.name, info.fieldName, args, record, fuzzCase)
      : null;

  function resolve(
    type: string,
    field: string,
    args: Readonly<Record<string, unknown>>,
    record: WorldRecord | undefined,
    fuzzCase: FuzzCase,
  ): unknown {
    const owner = ownerOf(type, field);
    const requires = atlas.requires.get(`${owner.subgraph.name} ${owner.type}.${field}`);
    const given = requires && record ? { ...record, given: select(record, requires, fuzzCase) } : record;
    const place = { subgraph: owner.subgraph.name, schema: owner.subgraph.schema, type: owner.type, field, args };
    const declared = fieldsOf(owner.subgraph, owner.type)?.[field]?.type;
    if (!declared) throw new Error(`nobody has ${type}.${field}`);
    return worldValue(atlas, fuzzCase, { ...place, record: given }, declared);
  }

  /** A subgraph that knows an interface as an object gives that name; the number tells the type. */
  function concrete(record: WorldRecord): WorldRecord {
    const { members = [] } = atlas.families.get(record.__typename) ?? {};
    if (members.length === 0 || members.includes(record.__typename)) return record;
    return { ...record, __typename: members[record.number % members.length] as string };
  }

  /** What a representation would bring. */
  function select(value: unknown, set: SelectionSetNode, fuzzCase: FuzzCase): Readonly<Record<string, unknown>> {
    const record = concrete(value as WorldRecord);
    const selected: Record<string, unknown> = {};
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        if (condition === undefined || condition === record.__typename)
          Object.assign(selected, select(record, selection.selectionSet, fuzzCase));
      } else if (selection.kind === Kind.FIELD) {
        const { name, selectionSet } = selection;
        const args = argumentsOf(record.__typename, name.value, selection.arguments ?? []);
        const item = resolve(record.__typename, name.value, args, record, fuzzCase);
        selected[name.value] = selectionSet ? deep(item, selectionSet, fuzzCase) : item;
      }
    }
    return selected;
  }

  function deep(item: unknown, set: SelectionSetNode, fuzzCase: FuzzCase): unknown {
    if (Array.isArray(item)) return item.map((element) => deep(element, set, fuzzCase));
    return item === null ? null : select(item, set, fuzzCase);
  }

  /** The arguments of a required field: booleans, which is all that the supergraphs here have; and the defaults. */
  function argumentsOf(
    type: string,
    field: string,
    nodes: readonly { readonly name: { readonly value: string }; readonly value: { readonly kind: string } }[],
  ): Readonly<Record<string, unknown>> {
    const owner = ownerOf(type, field);
    const args: Record<string, unknown> = {};
    for (const { name, defaultValue } of fieldsOf(owner.subgraph, owner.type)?.[field]?.args ?? [])
      if (defaultValue !== undefined) args[name] = defaultValue;
    for (const { name, value } of nodes) args[name.value] = (value as unknown as { value: unknown }).value;
    return args;
  }

  /** A subgraph that resolves a field, by the type's own name or by that of the interface it stands behind. */
  function ownerOf(type: string, field: string): { readonly subgraph: FuzzSubgraph; readonly type: string } {
    for (const name of [type, atlas.families.get(type)?.name ?? type]) {
      for (const subgraph of subgraphs)
        if (fieldsOf(subgraph, name)?.[field] && atlas.resolved.has(`${subgraph.name} ${name}.${field}`))
          return { subgraph, type: name };
    }
    throw new Error(`nobody resolves ${type}.${field}`);
  }

  return {
    run: async (fuzzCase, document) => {
      if (fuzzCase.hostility || fuzzCase.errors > 0 || fuzzCase.missing > 0) return undefined;
      const result = await execute({
        schema: apiSchema,
        document,
        variableValues: fuzzCase.variables,
        contextValue: fuzzCase,
        fieldResolver,
        typeResolver: (record: WorldRecord) => concrete(record).__typename,
      });
      return (JSON.parse(JSON.stringify(result)) as FormattedExecutionResult).data;
    },
  };
}

function fieldsOf(subgraph: FuzzSubgraph, type: string): ReturnType<GraphQLObjectType['getFields']> | undefined {
  const found = subgraph.schema.getType(type);
  return found && 'getFields' in found ? (found as GraphQLObjectType).getFields() : undefined;
}
