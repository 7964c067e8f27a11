import { type ASTNode, type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { isLabel } from '../../schema/access.js';
import { type Composite, compositesOf, implementing, states, withComposites } from '../../schema/federation/join.js';

/**
 * Makes object types of the interfaces that no type implements.
 *
 * Where sources know an interface only as an object (`@interfaceObject`), no source need have a type for it. The planner
 * expands such an interface into its types, finds none, and loses the field or fails. As an object type it is what its
 * sources know.
 *
 * @param supergraph not changed
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
 * Puts the keys that a source resolves before those that it does not.
 *
 * Where a fetch returns to a source with what that source requires, the planner takes the type's first key that is not
 * external, even if the source does not resolve it (`resolvable: false`). The order of keys means nothing, so resolvable
 * ones go first.
 *
 * @param supergraph not changed
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
 * Leaves out what no plan depends on: descriptions, and the labels of our own supergraph. They are two thirds of its text, and
 * cost the planner a fifth of the time in which its thread becomes ready.
 *
 * @param supergraph not changed
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
