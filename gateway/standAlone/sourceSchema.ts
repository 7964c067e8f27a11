import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  Kind,
  type ValidationContext,
} from 'graphql';
import { type Access, type AccessMap, PUBLIC, readAccess } from '../../schema/access.js';

/**
 * Labels of what federation adds to a source. Representations are no filter: only keys that were sealed for this viewer are
 * opened, and identifiers such as a container's number. The fields of an entity have their own labels. The schema has no
 * data; a router reads it when it starts, without a purpose.
 */
const ofFederation: ReadonlyMap<string, Access> = new Map([
  ['Query._entities(representations:)', PUBLIC],
  ['Query._service', PUBLIC],
  ['_Service.sdl', PUBLIC],
]);

/** Labels of a source's coordinates, and of federation's. */
export function sourceAccess(sdl: DocumentNode): AccessMap {
  const own = readAccess(sdl);
  return {
    of: (coordinate) => ofFederation.get(coordinate) ?? own.of(coordinate),
    coordinates: () => [...own.coordinates(), ...ofFederation.keys()],
  };
}

/**
 * Validation rule: no field of another source. A router never asks for one, and the answer would be null where the schema
 * promises a value.
 */
export function refuseExternalFields(sdl: DocumentNode): (context: ValidationContext) => ASTVisitor {
  const external = externalFields(sdl);
  return (context) => ({
    Field: (node) => {
      const parent = context.getParentType();
      const types = isInterfaceType(parent) ? context.getSchema().getPossibleTypes(parent) : [parent];
      const name = node.name.value;
      const found = types.find((type) => isObjectType(type) && external.has(`${type.name}.${name}`));
      if (!found) return;
      const message = `"${found}.${name}" is another source's: ask it there, or through a router.`;
      context.reportError(new GraphQLError(message, { nodes: [node] }));
    },
  });
}

function externalFields({ definitions }: DocumentNode): ReadonlySet<string> {
  const found = definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    const fields = (definition.fields ?? []).filter((field) =>
      field.directives?.some(({ name }) => name.value === 'external'),
    );
    return fields.map(({ name }) => `${definition.name.value}.${name.value}`);
  });
  return new Set(found);
}
