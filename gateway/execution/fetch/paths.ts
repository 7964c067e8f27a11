import { Kind, type OperationDefinitionNode } from 'graphql';
import { eachField } from '../../../policy/operations/eachField.js';
import { isObject } from '../../../schema/isObject.js';
import { clientName, withoutPlannerAlias } from '../../planning/ownNames.js';
import { ownValue } from '../shape/ownValue.js';

/** A place in a fetch's answer: field names, `@` for each list. */
export type FetchPath = readonly (string | number)[];

/**
 * The objects at a place of the merged data, in order; anything else is left out. Lists are entered where the path has
 * an `@`, and wherever else one occurs.
 */
export function objectsAt(data: Record<string, unknown>, path: FetchPath): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  collect(data, path, 0, found);
  return found;
}

function collect(value: unknown, path: FetchPath, at: number, found: Record<string, unknown>[]): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const item of value) collect(item, path, next, found);
  } else if (isObject(value)) {
    const name = path[at];
    if (name === undefined) found.push(value);
    else if (name !== '@') collect(ownValue(value, String(name)), path, at + 1, found);
  }
}

/** The concrete paths of the same objects, in the same order. */
export function pathsAt(data: Record<string, unknown>, path: FetchPath): (readonly (string | number)[])[] {
  const found: (readonly (string | number)[])[] = [];
  const here: (string | number)[] = [];
  walk(data, 0);
  return found;

  function walk(value: unknown, at: number): void {
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      value.forEach((item, index) => {
        here.push(index);
        walk(item, next);
        here.pop();
      });
    } else if (isObject(value)) {
      const name = path[at];
      if (name === undefined) found.push([...here]);
      else if (name !== '@') {
        here.push(name);
        walk(ownValue(value, String(name)), at + 1);
        here.pop();
      }
    }
  }
}

/**
 * A path pattern within a source's answer as a pattern of the client's response path: after the place of the fetch,
 * without `_entities` and its `*`.
 */
export function clientPattern(fetchPath: FetchPath, sourcePath: readonly string[]): string {
  // Why not at the root: there it is a client's alias.
  const isOfEntity = fetchPath.length > 0 && sourcePath[0] === '_entities';
  return [...fetchPath, ...(isOfEntity ? sourcePath.slice(2) : sourcePath)].map(part).join('.');
}

function part(key: string | number): string {
  if (key === '@' || typeof key === 'number') return '*';
  return clientName(withoutPlannerAlias(key));
}

/** Response names of the fields that a fetch asks for: of the root, or of its entities. */
export function fetchedFields({ selectionSet }: OperationDefinitionNode): readonly string[] {
  const entities = selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities',
  );
  const names = new Set<string>();
  const fields = entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : selectionSet;
  eachField(fields, '', ({ alias, name }) => {
    // Why by the field's name: an alias may begin with underscores.
    if (name.value !== '__typename') names.add(withoutPlannerAlias((alias ?? name).value));
  });
  return [...names];
}
