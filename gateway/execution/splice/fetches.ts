import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Fetch } from '../fetch/fetch.js';
import { NotForSplicing } from './provider.js';

/** A fetch whose answers can be sliced. */
export interface SpliceFetch extends Fetch {
  /** Response names that lead to the objects that it adds to; none for the root. */
  readonly names: readonly string[];
  /** Type and keys of its representations; undefined where it asks the root. */
  readonly requires: { readonly typeName: string; readonly keys: readonly string[] } | undefined;
}

/** @throws NotForSplicing where a fetch has more than splicing can do: conditions, rewrites, keys within keys */
export function spliceFetch(fetch: Fetch): SpliceFetch {
  const { node, path, isConditional } = fetch;
  if (isConditional) throw new NotForSplicing('conditions in the plan');
  const rewrites = [...(node.inputRewrites ?? []), ...(node.outputRewrites ?? []), ...(node.contextRewrites ?? [])];
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
