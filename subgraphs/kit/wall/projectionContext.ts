import type { Policy } from '../../../policy/policy.js';
import type { Needs } from '../asked/needs.js';
import type { Shapes, TypeShape } from '../shape.js';
import type { Verdict } from './verdict.js';

/** What projections of one request need. */
export interface ProjectionContext {
  readonly policy: Policy;
  readonly shapes: Shapes;
  /** Verdict of references to entities: what is listed below them is judged row by row. */
  readonly reference: Verdict;
  /** Projectors of this request, by judgement, then by the needs, or by the type where there are none. */
  readonly projectors: Map<object, Map<Needs | TypeShape, Projector>>;
}

/** What the kit adds to a record's object. */
export interface Identity {
  readonly id: string;
  readonly nodeKey: string;
  readonly ref?: string | undefined;
  readonly visibleRef?: string | undefined;
  /** Whether the record's `handling` and `provenance` may be asked for. */
  readonly hasHandling: boolean;
}

/** Projects objects of one type for one judgement. */
export type Projector = (
  context: ProjectionContext,
  object: object,
  verdict: Verdict,
  identity: Identity | undefined,
) => Record<string, unknown>;
