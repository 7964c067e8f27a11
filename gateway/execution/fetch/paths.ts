import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { notUnfolded } from '../../../policy/operations/unfold.js';
import { clientName } from '../../planning/ownNames.js';

/** A place in a fetch's answer: field names, `@` for each list. */
export type FetchPath = readonly (string | number)[];

/** The planner's alias where two fragments ask one name with different types; it never reaches the client. */
const PLANNER_ALIAS = /__alias_\d+$/;

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
  return clientName(key.replace(PLANNER_ALIAS, ''));
}

/** Response names of the fields that a fetch was to bring: those of the root, or of the entities. */
export function fetchedFields({ selectionSet }: OperationDefinitionNode): readonly string[] {
  const entities = selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities',
  );
  const names = new Set<string>();
  collect(entities?.kind === Kind.FIELD && entities.selectionSet ? entities.selectionSet : selectionSet);
  return [...names].filter((name) => !clientName(name).startsWith('__'));

  function collect(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FIELD) {
        names.add((selection.alias ?? selection.name).value.replace(PLANNER_ALIAS, ''));
      } else throw notUnfolded(selection);
    }
  }
}
