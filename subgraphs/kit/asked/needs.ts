import type { Bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import type { TypeShape } from '../shape.js';

/** What is needed of a member of an object: its value, or only whether it has one. */
export type Need = 'value' | 'presence';

/** What is needed of the objects of a type, by member; other members are not needed. */
export type Needs = ReadonlyMap<string, Need>;

/**
 * What an operation needs of a type's objects for a viewer. A field that is NONE on every record is not needed; of one that
 * can at most be HIT, only whether it has a value. The ends of a link always are, since the log names them.
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
