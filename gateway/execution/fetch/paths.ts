import { Kind, type OperationDefinitionNode } from 'graphql';
import { eachField } from '../../../policy/operations/eachField.js';
import { clientName, withoutPlannerAlias } from '../../planning/ownNames.js';

/** A place in a fetch's answer: field names, `@` for each list. */
export type FetchPath = readonly (string | number)[];

/**
 * A path within a source's answer as the client's response path pattern: the fetch's own place before it, `_entities`
 * and its index off, a `*` for every list.
 */
export function clientPattern(fetchPath: FetchPath, sourcePath: string | readonly (string | number)[]): string {
  const own = typeof sourcePath === 'string' ? sourcePath.split('.') : sourcePath;
  const within = own[0] === '_entities' ? own.slice(2) : own;
  return [...fetchPath, ...within].map(part).join('.');
}

/** The same for many paths of one answer, most of which are alike but for the entity's index. */
export function patternsBelow(fetchPath: FetchPath): (sourcePath: string | FetchPath) => string {
  const fields = new Map<string | number, string>();
  return (path) => {
    const [, , field] = path;
    // Why these alone: an entity's own field is what most lines are of.
    if (path.length !== 3 || path[0] !== '_entities' || field === undefined) return clientPattern(fetchPath, path);
    const pattern = fields.get(field) ?? clientPattern(fetchPath, path);
    fields.set(field, pattern);
    return pattern;
  };
}

function part(key: string | number): string {
  if (key === '@' || typeof key === 'number' || /^\d+$/.test(key)) return '*';
  return clientName(withoutPlannerAlias(key));
}

/** Response names of the fields that a fetch was to bring: those of the root, or of the entities. */
export function fetchedFields({ selectionSet }: OperationDefinitionNode): readonly string[] {
  const entities = selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities',
  );
  const names = new Set<string>();
  const fields = entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : selectionSet;
  eachField(fields, '', ({ alias, name }) => void names.add(withoutPlannerAlias((alias ?? name).value)));
  return [...names].filter((name) => !clientName(name).startsWith('__'));
}
