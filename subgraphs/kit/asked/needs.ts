import type { Bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import type { TypeShape } from '../shape.js';

/** What is needed of a member of an object: its value, or whether it has one. */
export type Need = 'value' | 'presence';

/** What is needed of the objects of a type, by member; nothing of any other member. */
export type Needs = ReadonlyMap<string, Need>;

/**
 * What an operation needs of a type's objects for a viewer: of a field that is asked for nothing where no record could give
 * it, and whether it has a value where none could give more. The ends of a link always: the log names whom it tells of.
 *
 * @param asked fields of the type; null: all
 */
export function needsOf(asked: ReadonlySet<string> | null, shape: TypeShape, boundsOf: Bounds): Needs {
  const needs = new Map<string, Need>();
  for (const name of asked ?? shape.fields.keys()) {
    const field = shape.fields.get(name);
    if (!field) continue;
    const most = Math.min(...field.guards.map((category) => rank[boundsOf(category).ceiling]));
    if (most >= rank.HIT) needs.set(name, most === rank.HIT ? 'presence' : 'value');
  }
  for (const [name] of shape.ends) needs.set(name, 'value');
  return needs;
}
