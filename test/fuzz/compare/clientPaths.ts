import { type DocumentNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './conditions.js';

/** Tells whether a response path, list indices aside, is one that the document asks for under these variables, coerced. */
export function clientPathsOf(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): (path: readonly (string | number)[]) => boolean {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return (path) => {
    let sets: readonly SelectionSetNode[] = [operation.selectionSet];
    for (const part of path) {
      if (typeof part === 'number') continue;
      if (typeof part !== 'string') return false;
      const found = sets.flatMap((set) => named(set, part));
      if (found.length === 0) return false;
      sets = found.flatMap((set) => set ?? []);
    }
    return true;
  };

  function named(set: SelectionSetNode, name: string): readonly (SelectionSetNode | undefined)[] {
    return set.selections.flatMap((selection): readonly (SelectionSetNode | undefined)[] => {
      if (!isIncluded(selection, variables)) return [];
      if (selection.kind === Kind.FIELD) {
        return (selection.alias ?? selection.name).value === name ? [selection.selectionSet] : [];
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return named(selection.selectionSet, name);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? named(fragment.selectionSet, name) : [];
    });
  }
}
