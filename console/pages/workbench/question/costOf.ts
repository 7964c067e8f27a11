import { type DocumentNode, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
// Pure, and the rule of the gateway itself: what is said here of a question is what it will be refused by.
import { type CostCounter, createCostCounter } from '../../../../gateway/documents/cost.js';
import { unfoldFragments } from '../../../../policy/operations/unfold.js';
import { plainNames, readCosts } from '../../../../schema/federation/costs.js';

/**
 * The most objects that an operation could return, as the gateway counts them; undefined where its variables or its fragments do not
 * hold. Of fields that the view does not have nothing is counted.
 *
 * @param schema built of the SDL that the gateway prints, which says what costs how much
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): number | undefined {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], values);
  if (!coerced) return undefined;
  try {
    return counterOf(schema).count({ operation: unfoldFragments(document, operation), variables: coerced });
  } catch {
    return undefined;
  }
}

const counters = new WeakMap<GraphQLSchema, CostCounter>();

function counterOf(schema: GraphQLSchema): CostCounter {
  const definitions = Object.values(schema.getTypeMap()).flatMap(({ astNode }) => astNode ?? []);
  const counter = counters.get(schema) ?? createCostCounter(schema, readCosts({ definitions }, plainNames));
  counters.set(schema, counter);
  return counter;
}
