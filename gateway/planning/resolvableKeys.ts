import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { type Composite, compositesOf, states, withComposites } from '../../schema/federation/join.js';

/**
 * Puts the keys that a source resolves before those that it only states.
 *
 * Where a fetch must come back to a source with what it requires, the planner takes the first key of the type that is
 * not external, without looking whether the source resolves it (`resolvable: false`); the source then gets a key that it
 * does not know. The order of keys means nothing, so the resolvable ones go first.
 *
 * @param supergraph parsed; not changed
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const types = new Map<string, Composite>();
  for (const [name, type] of compositesOf(supergraph)) {
    const directives = type.directives ?? [];
    const resolved = directives.filter((directive) => !isUnresolvable(directive));
    types.set(name, { ...type, directives: [...resolved, ...directives.filter(isUnresolvable)] });
  }
  return withComposites(supergraph, types);
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && states(directive, 'resolvable', false);
}
