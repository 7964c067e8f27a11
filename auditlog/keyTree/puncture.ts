import type { Span } from '../spans.js';
import { childOf, childrenOf, type KeyNode, type NodePlace, spanOf } from './node.js';

/** What happens to stored nodes when some entries lose their keys. */
export interface Punctured {
  /** Nodes to destroy. */
  readonly gone: readonly NodePlace[];
  /** Nodes to store in their place: they give the keys of all other entries. */
  readonly kept: readonly KeyNode[];
}

/** Takes entries out of the reach of nodes. A run of entries costs 48 nodes at most, a single one 24. */
export function puncture(nodes: readonly KeyNode[], spans: readonly Span[]): Punctured {
  const touched = nodes.filter((node) => touching(node, spans).length > 0);
  return {
    gone: touched.map(({ level, place }) => ({ level, place })),
    kept: touched.flatMap((node) => rest(node, spans)),
  };
}

/** The largest nodes below one that are over none of these entries. */
function rest(node: KeyNode, spans: readonly Span[]): readonly KeyNode[] {
  const own = touching(node, spans);
  if (own.length === 0) return [node];
  const { first, last } = spanOf(node);
  if (own.some(({ from, to }) => from <= first && last <= to)) return [];
  const children = childrenOf(node.key);
  return [0, 1].flatMap((bit) =>
    rest({ level: node.level - 1, place: node.place * 2 + bit, key: childOf(children, bit) }, own),
  );
}

function touching(node: NodePlace, spans: readonly Span[]): readonly Span[] {
  const { first, last } = spanOf(node);
  return spans.filter(({ from, to }) => from <= last && first <= to);
}
