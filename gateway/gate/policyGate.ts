import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { bounds, viewId } from '../../policy/bounds.js';
import { foreignViewIds } from '../../policy/foreign/foreignViewIds.js';
import { pruneOperation } from '../../policy/operation.js';
import { checkInputs, neededByInputs } from '../../policy/operations/inputs.js';
import { needsPurpose } from '../../policy/operations/needsPurpose.js';
import { viewSchema } from '../../policy/operations/viewSchema.js';
import type { Policy } from '../../policy/policy.js';
import type { RequestFacts } from '../../policy/types.js';
import type { CheckedDocument } from '../documents/prepared.js';
import { leastField } from '../planning/leastField.js';
import type { Supergraph } from '../supergraph/supergraph.js';
import type { Gate } from './gate.js';

/** Schemas of views that are kept for introspection; each is as large as the supergraph's. */
const MAX_SCHEMAS = 50;

/** The first wall: the policy, compiled for operations over this supergraph. */
export function policyGate(policy: Policy, { access, sdl, isForeign }: Supergraph, schema: GraphQLSchema): Gate {
  const foreign = isForeign ? { least: leastField(sdl) } : undefined;
  const idOf = isForeign ? foreignViewIds(policy, access) : (facts: RequestFacts) => viewId(policy, facts);
  const schemas = new LRUCache<string, GraphQLSchema>({ max: MAX_SCHEMAS });
  const asked = ({ operation, variables }: CheckedDocument, facts: RequestFacts) => {
    return { schema, access, bounds: bounds(policy, facts), operation, variables, foreign };
  };
  return {
    needsPurpose: (operation) => needsPurpose(schema, access, operation),
    viewOf: (facts) => {
      const id = idOf(facts);
      return {
        id,
        schema: () => {
          const view = schemas.get(id) ?? viewSchema(schema, access, bounds(policy, facts));
          schemas.set(id, view);
          return view;
        },
      };
    },
    checkInputs: (checked, facts) => checkInputs(asked(checked, facts)),
    neededByInputs: ({ operation, variables }) => neededByInputs({ schema, access, operation, variables, foreign }),
    prune: (checked, facts) => {
      const pruned = pruneOperation(asked(checked, facts));
      return { document: pruned.document, pruned: pruned.withheld };
    },
  };
}
