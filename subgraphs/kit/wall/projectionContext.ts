import type { Policy } from '../../../policy/policy.js';
import type { Needs } from '../asked/needs.js';
import type { Shapes, TypeShape } from '../shape.js';
import type { Verdict } from './verdict.js';

/** What projecting needs of one request. */
export interface ProjectionContext {
  readonly policy: Policy;
  readonly shapes: Shapes;
  /** Verdict of references to entities: what is listed below them is judged row by row. */
  readonly reference: Verdict;
  /** Projectors of this request, by judgement, and by what is needed of the type, or the type. */
  readonly projectors: Map<object, Map<Needs | TypeShape, Projector>>;
}

/** What the kit adds to a record beside what its mapping gives. */
export interface Identity {
  readonly id: string;
  readonly nodeKey: string;
  readonly ref?: string | undefined;
  readonly visibleRef?: string | undefined;
  /** Whether the record's envelope may be asked for, as its `handling`, and its `provenance`. */
  readonly hasHandling: boolean;
}

/** Projects objects of one type for one judgement. */
export type Projector = (
  context: ProjectionContext,
  object: object,
  verdict: Verdict,
  identity: Identity | undefined,
) => Record<string, unknown>;
