import { type DocumentNode, type FieldDefinitionNode, type FieldNode, Kind } from 'graphql';
import { compositesOf, namedTypeOf } from '../../schema/federation/join.js';

/** Leaves that the planner treats alike: of one object type, without arguments, in the same sources. */
export interface LikeLeaves {
  /** Name of the query type. */
  readonly query: string;
  /** Names of the fields that the planner treats like this one, itself included; undefined where there are none. */
  like(type: string, field: FieldNode): readonly string[] | undefined;
  /** The object type of a field; undefined where it is abstract. */
  typeOf(type: string, field: string): string | undefined;
}

/**
 * Reads like leaves off a supergraph.
 *
 * @param used names of fields in `@key`, `@requires` and `@provides`, which the planner treats each in its own way
 */
export function likeLeaves(supergraph: DocumentNode, used: ReadonlySet<string>): LikeLeaves {
  const composites = compositesOf(supergraph);
  const unions = new Set(
    supergraph.definitions.flatMap((each) => (each.kind === Kind.UNION_TYPE_DEFINITION ? each.name.value : [])),
  );
  const leaves = new Map<string, string[]>();
  const objects = new Map<string, string>();
  for (const { kind: typeKind, name: type, fields = [] } of composites.values()) {
    if (typeKind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const kinds = new Map<string, string[]>();
    for (const field of fields) {
      const [name, named] = [field.name.value, namedTypeOf(field)];
      const place = `${type.value}.${name}`;
      if (composites.get(named)?.kind === Kind.OBJECT_TYPE_DEFINITION) objects.set(place, named);
      const kind = kindOf(field);
      if (kind === undefined || used.has(name) || composites.has(named) || unions.has(named)) continue;
      const like = kinds.get(kind) ?? [];
      kinds.set(kind, like);
      like.push(name);
      leaves.set(place, like);
    }
  }
  const operations = supergraph.definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION ? each.operationTypes : [],
  );
  return {
    query: operations.find(({ operation }) => operation === 'query')?.type.name.value ?? 'Query',
    like: (type, { name, arguments: given, directives, selectionSet }) =>
      given?.length || directives?.length || selectionSet ? undefined : leaves.get(`${type}.${name.value}`),
    typeOf: (type, field) => objects.get(`${type}.${field}`),
  };
}

/** The sources that have a field; undefined where the supergraph states more about it. */
function kindOf({ arguments: taken, directives = [] }: FieldDefinitionNode): string | undefined {
  if (taken?.length) return undefined;
  const graphs: string[] = [];
  for (const { name, arguments: given = [] } of directives) {
    if (name.value === 'inaccessible') return undefined;
    if (!name.value.startsWith('join__')) continue;
    const [only] = given;
    if (name.value !== 'join__field' || given.length !== 1) return undefined;
    if (only?.name.value !== 'graph' || only.value.kind !== Kind.ENUM) return undefined;
    graphs.push(only.value.value);
  }
  return graphs.sort().join();
}
