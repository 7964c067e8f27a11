import type { OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import { eachField } from '../../../policy/operations/eachField.js';
import { isObject } from '../../../schema/isObject.js';
import { ownValue } from '../shape/ownValue.js';
import type { ForeignSource } from '../types.js';

/** Reads which entities the answer of a source without a manifest shows. */
export type ReadDisclosed = (data: Readonly<Record<string, unknown>> | null) => readonly DisclosedGroup[];

/** The part of a selection that leads to entities. */
interface Selected {
  /** Whether type and id of its objects are asked for. */
  readonly isEntity: boolean;
  readonly below: Map<string, Selected>;
}

/**
 * The reader for one fetch: it finds every object with a type name and an id, where the fetch asked for both. What a
 * source sends unasked is shown to nobody.
 */
export function disclosedReader({ selectionSet }: OperationDefinitionNode, foreign: ForeignSource): ReadDisclosed {
  const root = select([selectionSet]);
  return (data) => {
    const shown = new Map<string, Set<string>>();
    read(data, root, shown);
    return disclosedBy(foreign, shown);
  };
}

/** What a foreign source shows, as a manifest would state it. */
export function disclosedBy(
  { originator }: ForeignSource,
  shown: ReadonlyMap<string, ReadonlySet<string>>,
): readonly DisclosedGroup[] {
  return [...shown].map(([type, ids]) => ({ type, originator, categories: [], ids: [...ids] }));
}

function read(value: unknown, selected: Selected, shown: Map<string, Set<string>>): void {
  if (Array.isArray(value)) {
    for (const item of value) read(item, selected, shown);
  } else if (isObject(value)) {
    if (selected.isEntity) {
      const { __typename: type, id } = value;
      if (typeof type === 'string' && (typeof id === 'string' || typeof id === 'number')) {
        const ids = shown.get(type) ?? new Set();
        shown.set(type, ids.add(String(id)));
      }
    }
    for (const [name, below] of selected.below) read(ownValue(value, name), below, shown);
  }
}

function select(sets: readonly SelectionSetNode[]): Selected {
  const inner = new Map<string, SelectionSetNode[]>();
  for (const set of sets)
    eachField(set, '', ({ alias, name, selectionSet }) => {
      const key = (alias ?? name).value;
      inner.set(key, [...(inner.get(key) ?? []), ...(selectionSet ? [selectionSet] : [])]);
    });
  const below = new Map<string, Selected>();
  for (const [name, own] of inner) {
    const selected = select(own);
    if (selected.isEntity || selected.below.size > 0) below.set(name, selected);
  }
  return { isEntity: inner.has('__typename') && inner.has('id'), below };
}
