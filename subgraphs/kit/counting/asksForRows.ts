import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** Fields of a connection for which its page is not read. */
const unread: ReadonlySet<string> = new Set(['__typename', 'totalCount', 'facets', 'histogram', 'sum']);

const known = new WeakMap<SelectionSetNode, boolean>();

/** Whether a connection is asked for its page, and not for counts alone. Conditions are ignored: at worst a page is read in vain. */
export function asksForRows({ fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): boolean {
  return fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && asks(selectionSet, fragments));
}

function asks(set: SelectionSetNode, fragments: GraphQLResolveInfo['fragments']): boolean {
  const asked =
    known.get(set) ??
    set.selections.some((selection) => {
      if (selection.kind === 'Field') return !unread.has(selection.name.value);
      if (selection.kind === 'InlineFragment') return asks(selection.selectionSet, fragments);
      const fragment = fragments[selection.name.value];
      return fragment !== undefined && asks(fragment.selectionSet, fragments);
    });
  known.set(set, asked);
  return asked;
}
