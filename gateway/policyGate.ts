import type { GraphQLSchema } from 'graphql';
import type { Policy } from '../policy/policy.js';
import type { Gate } from './gate.js';
import type { Supergraph } from './supergraph.js';

/** The first wall: policy/operation.ts over this supergraph. */
export function policyGate(_policy: Policy, _supergraph: Supergraph, _schema: GraphQLSchema): Gate {
  throw new Error('not yet');
}
