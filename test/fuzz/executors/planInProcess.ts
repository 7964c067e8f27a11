import { createRequire } from 'node:module';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { plannerSupergraph } from '../../../gateway/planning/index.js';

// Resolved from the planner: plan and schema must use the same copy of federation-internals.
const internals = createRequire(createRequire(import.meta.url).resolve('@apollo/query-planner'))(
  '@apollo/federation-internals',
) as {
  operationFromDocument(schema: unknown, document: unknown): Parameters<QueryPlanner['buildQueryPlan']>[0];
  Supergraph: {
    build(sdl: string, options: object): ConstructorParameters<typeof QueryPlanner>[0] & { apiSchema(): unknown };
  };
};

/** For both sides alike: some ten selections of an interface object have millions of plans, and any of them will do. */
export const plannerLimits = { debug: { maxEvaluatedPlans: 16 } };

/** What the planner's worker does, on this thread: thousands of plans are made here, and nobody waits meanwhile. */
export function createPlanFunction(supergraphSdl: string): (text: string) => QueryPlan {
  const planning = plannerSupergraph(supergraphSdl);
  // Not validated, as in the worker: separating arguments leaves external fields that nothing uses.
  const supergraph = internals.Supergraph.build(planning.sdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, plannerLimits);
  return (text) => {
    const plan = planner.buildQueryPlan(internals.operationFromDocument(apiSchema, parse(text, { noLocation: true })));
    // The clone stands for the way between threads: nothing but plain data comes over it.
    return planning.restore(structuredClone(plan));
  };
}
