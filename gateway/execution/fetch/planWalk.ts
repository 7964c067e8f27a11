import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { PortcullisError } from '../../../schema/errors.js';
import { fetchStep, type PlanParts, type PlanStep } from './fetchStep.js';
import type { FetchPath } from './paths.js';

/** Makes the steps of a plan: sequences wait, parallels do not, and a failing source ends neither. */
export function planSteps(plan: QueryPlan, parts: PlanParts): PlanStep {
  if (!plan.node) return () => undefined;
  if (plan.node.kind === 'Subscription') throw unsupported('subscriptions');
  const paths = pathsOf(plan.node, []);
  let fetches = 0;
  return step(plan.node, []);

  function step(node: PlanNode, path: FetchPath): PlanStep {
    switch (node.kind) {
      case 'Sequence':
        return inSequence(node.nodes.map((child) => step(child, path)));
      case 'Parallel':
        return inParallel(node.nodes.map((child) => step(child, path)));
      case 'Flatten':
        return step(node.node, [...path, ...node.path]);
      case 'Fetch':
        return fetchStep(node, path, parts, {
          number: fetches++,
          isLast: paths.filter((other) => startsWith(other, path)).length === 1,
        });
      case 'Condition': {
        const then = node.ifClause && step(node.ifClause, path);
        const otherwise = node.elseClause && step(node.elseClause, path);
        return (run) => (run.call.variables[node.condition] === true ? then : otherwise)?.(run);
      }
      case 'Defer':
        throw unsupported('@defer');
    }
  }
}

function inSequence(steps: readonly PlanStep[]): PlanStep {
  return async (run) => {
    for (const step of steps) {
      const work = step(run);
      if (work) await work;
    }
  };
}

function inParallel(steps: readonly PlanStep[]): PlanStep {
  return (run) => {
    const work = steps.map((step) => step(run)).filter((one) => one !== undefined);
    return work.length > 0 ? Promise.all(work).then(() => undefined) : undefined;
  };
}

/** Paths of all fetches. */
function pathsOf(node: PlanNode, path: FetchPath): readonly FetchPath[] {
  switch (node.kind) {
    case 'Fetch':
      return [path];
    case 'Flatten':
      return pathsOf(node.node, [...path, ...node.path]);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => pathsOf(child, path));
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((child) => (child ? pathsOf(child, path) : []));
    case 'Defer':
      return [];
  }
}

/** Names of the sources that a plan asks. */
export function sourcesOf({ node }: QueryPlan): readonly string[] {
  return node && node.kind !== 'Subscription' ? of(node) : [];

  function of(inner: PlanNode): readonly string[] {
    switch (inner.kind) {
      case 'Fetch':
        return [inner.serviceName];
      case 'Flatten':
        return of(inner.node);
      case 'Sequence':
      case 'Parallel':
        return inner.nodes.flatMap(of);
      case 'Condition':
        return [inner.ifClause, inner.elseClause].flatMap((clause) => (clause ? of(clause) : []));
      case 'Defer':
        return [];
    }
  }
}

function startsWith(path: FetchPath, start: FetchPath): boolean {
  return start.every((part, index) => path[index] === part);
}

function unsupported(what: string): PortcullisError {
  return new PortcullisError('INTERNAL', { cause: new Error(`${what} in a plan`) });
}
