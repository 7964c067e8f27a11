import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { PortcullisError } from '../../../schema/errors.js';
import type { Execution } from './execution.js';
import type { FetchPath } from './paths.js';

/** One step of a plan. */
export type PlanStep<Run extends Execution = Execution> = (run: Run) => Promise<void> | undefined;

/** One fetch of a plan. */
export interface PlannedFetch {
  /** Its number in the order of the plan, from 0. */
  readonly index: number;
  readonly node: FetchNode;
  /** The place of its objects; empty at the root. */
  readonly path: FetchPath;
  /** Whether it depends on the request's variables. */
  readonly isConditional: boolean;
}

/** All fetches of a plan, in its order. */
export function fetchesOf(plan: QueryPlan): readonly PlannedFetch[] {
  const fetches: PlannedFetch[] = [];
  planSteps(plan, (fetch) => {
    fetches.push(fetch);
    return () => undefined;
  });
  return fetches;
}

/** Makes the steps of a plan: sequences wait, parallels do not; a failing source ends neither. */
export function planSteps<Run extends Execution>(
  { node: root }: QueryPlan,
  stepOf: (fetch: PlannedFetch) => PlanStep<Run>,
): PlanStep<Run> {
  if (!root) return () => undefined;
  if (root.kind === 'Subscription') throw unsupported('subscriptions');
  let fetches = 0;
  return step(root, [], false);

  function step(node: PlanNode, path: FetchPath, isConditional: boolean): PlanStep<Run> {
    switch (node.kind) {
      case 'Sequence':
        return inSequence(node.nodes.map((child) => step(child, path, isConditional)));
      case 'Parallel':
        return inParallel(node.nodes.map((child) => step(child, path, isConditional)));
      case 'Flatten':
        return step(node.node, [...path, ...node.path], isConditional);
      case 'Fetch':
        return stepOf({ index: fetches++, node, path, isConditional });
      case 'Condition': {
        const then = node.ifClause && step(node.ifClause, path, true);
        const otherwise = node.elseClause && step(node.elseClause, path, true);
        return (run) => (run.call.variables[node.condition] === true ? then : otherwise)?.(run);
      }
      case 'Defer':
        throw unsupported('@defer');
    }
  }
}

function inSequence<Run extends Execution>(steps: readonly PlanStep<Run>[]): PlanStep<Run> {
  return async (run) => {
    for (const step of steps) {
      const work = step(run);
      if (work) await work;
    }
  };
}

function inParallel<Run extends Execution>(steps: readonly PlanStep<Run>[]): PlanStep<Run> {
  return (run) => {
    const work = steps.map((step) => step(run)).filter((each) => each !== undefined);
    return work.length > 0 ? Promise.all(work).then(() => undefined) : undefined;
  };
}

function unsupported(what: string): PortcullisError {
  return new PortcullisError('INTERNAL', { cause: new Error(`${what} in a plan`) });
}
