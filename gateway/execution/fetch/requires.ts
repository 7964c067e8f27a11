import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isObject } from '../../../schema/isObject.js';
import { ownValue, setOwn } from '../shape/ownValue.js';
import type { SupergraphMap } from '../supergraphMap.js';
import { merge } from './merge.js';
import { rewrite } from './rewrites.js';

/** Makes an entity's representation for one fetch; null where something is missing that the source needs. */
export type RepresentationReader = (entity: Record<string, unknown>) => Record<string, unknown> | null;

/** The fields that one fragment selects for a type: all of them, or none. */
type Group = readonly QueryPlanFieldNode[];

/**
 * Reads the representations that a fetch `requires`. As in Apollo's executor, a fragment with a missing field gives
 * nothing, and null is a value.
 */
export function representationReader(
  requires: readonly QueryPlanSelectionNode[],
  inputRewrites: readonly FetchDataRewrite[] | undefined,
  isA: SupergraphMap['isA'],
): RepresentationReader {
  const groupsOf = groupReader(isA);
  return (entity) => {
    const made = select(entity, requires, groupsOf);
    if (!made || !ownValue(made, '__typename')) return null;
    if (inputRewrites) rewrite(made, inputRewrites, isA);
    return made;
  };
}

function select(
  source: Record<string, unknown>,
  selections: readonly QueryPlanSelectionNode[],
  groupsOf: ReturnType<typeof groupReader>,
): Record<string, unknown> | null {
  const [own = [], ...fragments] = groupsOf(selections, source);
  const result = fieldsOf(own);
  if (!result) return null;
  for (const fragment of fragments) {
    const fields = fieldsOf(fragment);
    if (fields) merge(result, fields);
  }
  return result;

  function fieldsOf(group: Group): Record<string, unknown> | null {
    const fields: Record<string, unknown> = {};
    for (const field of group) {
      const name = field.alias ?? field.name;
      const value = ownValue(source, name);
      if (value === undefined) return null;
      setOwn(fields, name, field.selections ? below(value, field.selections, groupsOf) : value);
    }
    return fields;
  }
}

function below(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  groupsOf: ReturnType<typeof groupReader>,
): unknown {
  if (Array.isArray(value)) return value.map((item) => below(item, selections, groupsOf));
  return isObject(value) ? select(value, selections, groupsOf) : null;
}

/** Reads groups by type: the fields outside of fragments, then one group for each fragment that applies. */
function groupReader(isA: SupergraphMap['isA']) {
  const known = new Map<readonly QueryPlanSelectionNode[], Map<unknown, readonly Group[]>>();
  return (selections: readonly QueryPlanSelectionNode[], source: object): readonly Group[] => {
    const type = ownValue(source, '__typename');
    const byType = known.get(selections) ?? new Map<unknown, readonly Group[]>();
    known.set(selections, byType);
    const groups = byType.get(type) ?? read(selections, type);
    // Why bounded: a source may state any type name.
    if (byType.size < 100) byType.set(type, groups);
    return groups;
  };

  function read(selections: readonly QueryPlanSelectionNode[], type: unknown): readonly Group[] {
    const own: QueryPlanFieldNode[] = [];
    const fragments: Group[] = [];
    for (const selection of selections) {
      if (selection.kind === 'Field') own.push(selection);
      else if (selection.typeCondition && typeof type === 'string' && isA(type, selection.typeCondition))
        fragments.push(...read(selection.selections, type).filter((group) => group.length > 0));
    }
    return [own, ...fragments];
  }
}
