import type { Needs } from '../asked/needs.js';
import type { TypeShape } from '../shape.js';
import type { Identity, ProjectionContext } from './projectionContext.js';
import { projectorOf } from './projector.js';
import type { Verdict } from './verdict.js';

/**
 * A raw object as this viewer gets it: fields that the SDL does not name are dropped (a `rowKey` stays), withheld ones
 * too, masked ones masked or null; nested objects by the same verdict, whose fields have categories of their own.
 * The result and every object in it carry the verdict, and stay extensible.
 *
 * @param identity of a record; goes before what the object says
 * @param needs of an object that was made of nothing else: other members are left out; all of them where absent
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
