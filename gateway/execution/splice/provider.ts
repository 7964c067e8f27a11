import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { notUnfolded } from '../../../policy/operations/unfold.js';
import type { Fetch } from '../fetch/fetch.js';

/** What one fetch provides of an object, in the order in which it asks. */
export interface Provider {
  /** Unique within the operation. */
  readonly id: number;
  /** Number of the fetch. */
  readonly fetch: number;
  readonly type: GraphQLObjectType;
  readonly fields: readonly ProvidedField[];
}

/** A field that a fetch provides. */
export interface ProvidedField {
  /** Name in the answer. */
  readonly key: string;
  readonly name: string;
  /** Undefined where clients cannot name the field. */
  readonly type: GraphQLOutputType | undefined;
  /** Present for an object or a list of objects. */
  readonly provider: Provider | undefined;
}

/** Thrown while planning: the operation cannot be spliced. */
export class NotForSplicing extends Error {
  override readonly name = 'NotForSplicing';
}

/** Reads what a fetch asks, down to its leaves. */
export function readProviders(
  schema: GraphQLSchema,
  fetch: { readonly index: number; readonly operation: OperationDefinitionNode; readonly isEntity: boolean },
  nextId: () => number,
): Provider {
  const { operation } = fetch;
  if (operation.operation !== 'query') throw new NotForSplicing('no query');
  if (!fetch.isEntity) return provider(object(schema.getQueryType()?.name), operation.selectionSet);
  const [entities, ...others] = operation.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || entities.name.value !== '_entities' || entities.alias || others.length > 0) {
    throw new NotForSplicing('not entities alone');
  }
  const [only, ...rest] = entities.selectionSet?.selections ?? [];
  if (only?.kind !== Kind.INLINE_FRAGMENT || rest.length > 0 || only.directives?.length)
    throw new NotForSplicing('entities of several types');
  return provider(object(only.typeCondition?.name.value), only.selectionSet);

  function object(name: string | undefined): GraphQLObjectType {
    const type = name === undefined ? undefined : schema.getType(name);
    if (!isObjectType(type)) throw new NotForSplicing('not of one type');
    return type;
  }

  function provider(type: GraphQLObjectType, set: SelectionSetNode): Provider {
    const fields: ProvidedField[] = [];
    const id = nextId();
    collect(set);
    if (new Set(fields.map(({ key }) => key)).size !== fields.length) throw new NotForSplicing('one key twice');
    return { id, fetch: fetch.index, type, fields };

    function collect(inner: SelectionSetNode): void {
      for (const selection of inner.selections) {
        if (selection.directives?.length) throw new NotForSplicing('open conditions');
        if (selection.kind === Kind.FIELD) {
          const { value: name } = selection.name;
          const declared = name === '__typename' ? undefined : type.getFields()[name]?.type;
          const nested = selection.selectionSet;
          const key = (selection.alias ?? selection.name).value;
          const named = declared && getNamedType(declared);
          // A field with selections that clients cannot name is a key, or an input of `@requires`.
          if (nested && !isObjectType(named)) throw new NotForSplicing('not of one type');
          fields.push({
            key,
            name,
            type: declared,
            provider: nested ? provider(object(named?.name), nested) : undefined,
          });
        } else {
          if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
          const condition = selection.typeCondition?.name.value;
          if (condition !== undefined && condition !== type.name) throw new NotForSplicing('several types');
          collect(selection.selectionSet);
        }
      }
    }
  }
}

/** A fetch whose answers can be sliced out of bytes. */
export interface SpliceFetch extends Fetch {
  /** Response names that lead to the objects that it extends; empty for the root. */
  readonly names: readonly string[];
  /** Type and keys of its representations; undefined for a root fetch. */
  readonly requires: { readonly typeName: string; readonly keys: readonly string[] } | undefined;
}

/** @throws NotForSplicing for what splicing cannot do: conditions, rewrites, nested keys */
export function spliceFetch(fetch: Fetch): SpliceFetch {
  const { node, path, isConditional } = fetch;
  if (isConditional) throw new NotForSplicing('conditions in the plan');
  const rewrites = [...(node.inputRewrites ?? []), ...(node.outputRewrites ?? [])];
  if (node.operationKind !== 'query' || rewrites.length > 0 || node.hasDefers) throw new NotForSplicing('rewrites');
  const names = path.map(String).filter((part) => part !== '@');
  if (names.some((name) => !/^[_A-Za-z]\w*$/.test(name))) throw new NotForSplicing('conditions in a path');
  const requires = node.requires?.length ? readRequires(node.requires) : undefined;
  if ((requires === undefined) !== (names.length === 0)) throw new NotForSplicing('root and path');
  return { ...fetch, names, requires };
}

function readRequires(requires: readonly QueryPlanSelectionNode[]): SpliceFetch['requires'] {
  const [only, ...others] = requires;
  if (only?.kind !== 'InlineFragment' || only.typeCondition === undefined || others.length > 0) {
    throw new NotForSplicing('representations of several types');
  }
  const keys = only.selections.map((selection) => {
    if (selection.kind !== 'Field' || selection.selections || selection.alias) throw new NotForSplicing('nested keys');
    return selection.name;
  });
  return { typeName: only.typeCondition, keys };
}
