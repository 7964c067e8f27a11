import { type ASTNode, type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { isLabel } from '../../schema/access.js';
import { type Composite, compositesOf, implementing, states, withComposites } from '../../schema/federation/join.js';

/**
 * Makes object types of the interfaces that no type implements.
 *
 * Sources may know the objects behind an interface by their key alone (`@interfaceObject`), and then no source need
 * have a type for them. The planner takes such an interface apart into its types, finds none, and loses the field, or
 * itself. As an object type it is what its sources see in it.
 *
 * @param supergraph parsed; not changed
 */
export function bareInterfacesAsObjects(supergraph: DocumentNode): DocumentNode {
  const types = compositesOf(supergraph);
  const objects = new Map<string, Composite>();
  for (const [name, type] of types) {
    if (type.kind !== Kind.INTERFACE_TYPE_DEFINITION || implementing(types, name).length > 0) continue;
    objects.set(name, {
      ...type,
      kind: Kind.OBJECT_TYPE_DEFINITION,
      directives: (type.directives ?? []).map((directive) => ({
        ...directive,
        arguments: (directive.arguments ?? []).filter((argument) => argument.name.value !== 'isInterfaceObject'),
      })),
    });
  }
  return objects.size === 0 ? supergraph : withComposites(supergraph, objects);
}

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

/**
 * Leaves out what no plan depends on: descriptions, and the labels of our own supergraph.
 *
 * They are two thirds of its text, and the planner makes objects of every one of them for as long as it lives: a fifth of
 * the processor time in which its thread becomes ready.
 *
 * @param supergraph parsed; not changed
 */
export function withoutLabels(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    enter(node: ASTNode): ASTNode | null | false | undefined {
      if (node.kind === Kind.DIRECTIVE) return isLabel(node) ? null : false;
      if (!('description' in node) || !node.description) return undefined;
      const { description: _description, ...rest } = node;
      return rest as ASTNode;
    },
  });
}
