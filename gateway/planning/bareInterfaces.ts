import { type DocumentNode, Kind } from 'graphql';
import { type Composite, compositesOf, implementing, withComposites } from '../../schema/federation/join.js';

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
