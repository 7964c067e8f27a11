import type { Needs } from '../asked/needs.js';
import type { TypeShape } from '../shape.js';
import type { Identity, ProjectionContext } from './projectionContext.js';
import { projectorOf } from './projector.js';
import type { Verdict } from './verdict.js';

/**
 * A raw object as this viewer gets it. Fields that the SDL does not name are dropped (a `rowKey` stays), and withheld
 * ones too; masked ones are masked or null. Nested objects go by the same verdict; their fields have categories of their
 * own. The result and every object in it carry the verdict, and stay extensible.
 *
 * @param identity of a record; overrides what the object says
 * @param needs of which the object was made; other members are left out. All members where absent
 */
export function projectObject(
  context: ProjectionContext,
  shape: TypeShape,
  object: object,
  verdict: Verdict,
  identity?: Identity,
  needs?: Needs,
): Record<string, unknown> {
  return projectorOf(context, shape, verdict, needs)(context, object, verdict, identity);
}
