import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { NotForSplicing } from './provider.js';

/** One fetch of a plan, by its number in the order of the plan. */
export interface SpliceFetch {
  readonly index: number;
  readonly node: FetchNode;
  /** Response path of the objects that it adds to, `@` left out; empty for the root. */
  readonly path: readonly string[];
  /** The path as the plan has it. */
  readonly planPath: readonly (string | number)[];
  /** Type and keys of its representations; undefined where it asks the root. */
  readonly requires: { readonly typeName: string; readonly keys: readonly string[] } | undefined;
}

/** The order of fetches: one after the other, or side by side. */
export type SpliceStep =
  | { readonly kind: 'fetch'; readonly fetch: SpliceFetch }
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly SpliceStep[] };

/**
 * Reads a plan as fetches in their order.
 *
 * @throws NotForSplicing where the plan has more than splicing can do: conditions, rewrites, keys within keys
 */
export function readFetches(root: PlanNode): { readonly step: SpliceStep; readonly fetches: readonly SpliceFetch[] } {
  const fetches: SpliceFetch[] = [];
  const step = read(root, []);
  return { step, fetches };

  function read(node: PlanNode, path: readonly (string | number)[]): SpliceStep {
    switch (node.kind) {
      case 'Sequence':
        return { kind: 'sequence', steps: node.nodes.map((inner) => read(inner, path)) };
      case 'Parallel':
        return { kind: 'parallel', steps: node.nodes.map((inner) => read(inner, path)) };
      case 'Flatten':
        return read(node.node, [...path, ...node.path]);
      case 'Fetch':
        return { kind: 'fetch', fetch: add(node, path) };
      default:
        throw new NotForSplicing(node.kind);
    }
  }

  function add(node: FetchNode, planPath: readonly (string | number)[]): SpliceFetch {
    const rewrites = [...(node.inputRewrites ?? []), ...(node.outputRewrites ?? []), ...(node.contextRewrites ?? [])];
    if (node.operationKind !== 'query' || rewrites.length > 0 || node.hasDefers) throw new NotForSplicing('rewrites');
    const path = planPath.map(String).filter((part) => part !== '@');
    if (path.some((part) => !/^[_A-Za-z]\w*$/.test(part))) throw new NotForSplicing('conditions in a path');
    const requires = node.requires?.length ? readRequires(node.requires) : undefined;
    if ((requires === undefined) !== (path.length === 0)) throw new NotForSplicing('root and path');
    const fetch: SpliceFetch = { index: fetches.length, node, path, planPath, requires };
    fetches.push(fetch);
    return fetch;
  }
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
