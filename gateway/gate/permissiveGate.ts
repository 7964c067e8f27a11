import type { GraphQLSchema } from 'graphql';
import { leastField } from '../planning/leastField.js';
import { askedOfSources } from './askedOfSources.js';
import type { Gate, View } from './gate.js';

/**
 * An open gate: every field is FULL for every authenticated viewer. For development and conformance tests over any
 * Federation 2 supergraph; it needs no `@access` labels.
 */
export function permissiveGate(schema: GraphQLSchema, supergraphSdl: string): Gate {
  const view: View = { id: 'permissive', schema: () => schema };
  const least = leastField(supergraphSdl);
  return {
    needsPurpose: () => false,
    viewOf: () => view,
    checkInputs: () => undefined,
    neededByInputs: () => ({ filters: [], lookUps: [] }),
    prune: ({ operation }) => ({ document: askedOfSources(operation, { schema, least }), pruned: [] }),
  };
}
