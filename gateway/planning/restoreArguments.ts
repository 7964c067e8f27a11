import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, parse, print, visit } from 'graphql';
import type { ArgumentedFields } from './argumentedFields.js';
import { splitFetch } from './splitFetch.js';

/**
 * Turns a fetch over the planner's supergraph into fetches over the sources: each argumented field is asked for with its
 * arguments, the planner's name as its alias, and goes into representations under the name that the source knows. A fetch
 * whose fields require one field with different arguments becomes several.
 *
 * @param fetch not changed
 */
export function restoreArguments(fetch: FetchNode, fields: ArgumentedFields): readonly FetchNode[] {
  return fields.named.size === 0 ? [fetch] : splitFetch(fetch, fields).map((each) => restoreFetch(each, fields));
}

function restoreFetch(fetch: FetchNode, fields: ArgumentedFields): FetchNode {
  const { operationDocumentNode: _, ...rest } = fetch;
  const renamings = (fetch.requires ?? []).flatMap((selection) => renamingsOf(selection, [], fields));
  return {
    ...rest,
    operation: restoreOperation(fetch.operation, fields),
    ...(renamings.length > 0 ? { inputRewrites: [...(fetch.inputRewrites ?? []), ...renamings] } : {}),
  };
}

function restoreOperation(operation: string, { named }: ArgumentedFields): string {
  if (![...named.keys()].some((name) => operation.includes(name))) return operation;
  const restored: DocumentNode = visit(parse(operation, { noLocation: true }), {
    Field: (field) => {
      const original = named.get(field.name.value);
      if (!original) return undefined;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: original.field },
        arguments: original.arguments,
      };
    },
  });
  return print(restored);
}

type Renaming = NonNullable<FetchNode['inputRewrites']>[number];

function renamingsOf(selection: QueryPlanSelectionNode, path: readonly string[], fields: ArgumentedFields): Renaming[] {
  const inside = (at: readonly string[]) =>
    (selection.selections ?? []).flatMap((child) => renamingsOf(child, at, fields));
  if (selection.kind === 'InlineFragment') {
    return inside(selection.typeCondition === undefined ? path : [...path, `... on ${selection.typeCondition}`]);
  }
  const at = [...path, selection.alias ?? selection.name];
  const original = fields.named.get(selection.name);
  // Invariant: inner names are renamed before the names that lead to them.
  return original ? [...inside(at), { kind: 'KeyRenamer', path: at, renameKeyTo: original.field }] : inside(at);
}
