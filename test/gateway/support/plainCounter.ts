import type { GraphQLSchema } from 'graphql';
import { type CostCounter, createCostCounter } from '../../../gateway/documents/cost.js';
import { readCosts } from '../../../schema/federation/costs.js';

/** Counts operations over a schema that says nothing of costs. */
export function plainCounter(schema: GraphQLSchema): CostCounter {
  return createCostCounter(schema, readCosts({ definitions: [] }));
}
