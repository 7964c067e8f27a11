import { type FieldNode, type GraphQLCompositeType, getNullableType, isInterfaceType, isLeafType, Kind } from 'graphql';
import { reservedAlias } from '../../policy/operation.js';
import { type Composite, compositesOf, parseFieldSet, states, textArgument } from '../../schema/federation/join.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';

/**
 * Reads off a supergraph what costs least to ask of an object that nothing else is asked of, under a reserved alias: its
 * `__typename`, which every source knows. For an interface that some source knows as an object (`@interfaceObject`) it is a
 * field of that source's key: that source cannot tell its type, and another one would be asked.
 *
 * @throws GraphQLError where the supergraph does not parse
 */
export function leastField(supergraphSdl: string): (type: GraphQLCompositeType) => FieldNode {
  const keys = new Map<string, string>();
  for (const [name, type] of compositesOf(parseSupergraph(supergraphSdl))) {
    const key = objectKey(type);
    if (key !== undefined) keys.set(name, key);
  }
  return (type) => {
    const key = keys.get(type.name);
    const field = key !== undefined && isInterfaceType(type) ? type.getFields()[key] : undefined;
    return isLeafType(field && getNullableType(field.type))
      ? reserved('key', key as string)
      : reserved('typename', '__typename');
  };
}

/** The first field of the key under which a source knows an interface as an object. */
function objectKey({ directives }: Composite): string | undefined {
  const join = directives?.find((directive) => states(directive, 'isInterfaceObject', true));
  const key = join && textArgument(join, 'key');
  const [first] = key === undefined ? [] : parseFieldSet(key).selections;
  return first?.kind === Kind.FIELD && !first.selectionSet ? first.name.value : undefined;
}

function reserved(alias: string, name: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: `${reservedAlias}${alias}` },
    name: { kind: Kind.NAME, value: name },
  };
}
