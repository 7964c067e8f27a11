import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A question along one path of the schema, made from the schema alone. */
export interface Path {
  /** Names of the fields from `Query` on. */
  readonly fields: readonly string[];
  readonly query: string;
}

/** Rows of each list on the way. */
const rows = { first: 30, further: 8 } as const;

/** What says nothing of a person: structure, what the log shows, code lists. */
const skipped: ReadonlySet<string> = new Set([
  ...['PageInfo', 'Viewer', 'ViewerAccess', 'Agency', 'Location', 'Code', 'CodeList', 'MatchProbe'],
  ...['AuditEntry', 'AuditCheckpoint', 'LoadedSource', 'VersionEnding'],
]);

/**
 * Every question of at most so many edges from a list of `Query`, each with all the values of the type that it ends at.
 * No path goes back to a type that it comes from.
 */
export function pathsOf(schema: GraphQLSchema, edges: number): Path[] {
  const query = schema.getQueryType();
  if (!query) throw new Error('no Query');
  const paths: Path[] = [];
  const walk = (
    type: GraphQLObjectType,
    fields: readonly string[],
    seen: readonly string[],
    wrap: (text: string) => string,
  ) => {
    const text = wrap(valuesOf(type, 2));
    if (fields.length > 0 && text !== '') paths.push({ fields, query: `{ ${text} }` });
    if (fields.length > edges) return;
    for (const field of fieldsOf(type)) {
      const below = targetOf(field);
      if (!below || seen.filter((name) => name === below.type.name).length > 1) continue;
      const count = fields.length === 0 ? rows.first : rows.further;
      walk(below.type, [...fields, field.name], [...seen, below.type.name], (inner) =>
        wrap(`${type === query || !type.getFields().id ? '' : 'id '}${below.wrap(inner, count)}`),
      );
    }
  };
  for (const field of fieldsOf(query)) {
    const below = targetOf(field);
    if (below?.isList) {
      walk(below.type, [field.name], [below.type.name], (inner) => below.wrap(inner, rows.first));
    }
  }
  return paths;
}

/** Fields that a client may ask for. */
export function fieldsOf(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    ({ astNode }) => !astNode?.directives?.some(({ name }) => name.value === 'inaccessible'),
  );
}

interface Target {
  readonly type: GraphQLObjectType;
  readonly isList: boolean;
  /** @param beside what else is asked of a page that is counted */
  readonly wrap: (inner: string, rows: number, beside?: string) => string;
}

/** The objects that a field leads to: of a connection its rows. Null for values, and for what needs an argument. */
export function targetOf(field: GraphQLField<unknown, unknown>): Target | null {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || skipped.has(type.name) || field.args.some(isRequiredArgument)) return null;
  const edges = type.getFields().edges;
  if (!edges) {
    return isValue(type) ? null : { type, isList: false, wrap: (inner) => `${field.name} { ${inner} }` };
  }
  const edge = getNamedType(edges.type);
  const node = isObjectType(edge) ? edge.getFields().node : undefined;
  const row = node && getNamedType(node.type);
  if (!isObjectType(row) || skipped.has(row.name)) return null;
  return {
    type: row,
    isList: true,
    wrap: (inner, count, beside = '') =>
      `${field.name}(first: ${count}) { ${type.getFields().totalCount ? beside : ''} edges { node { ${inner} } } }`,
  };
}

/** An object that is a part of its record, and leads nowhere. */
function isValue(type: GraphQLObjectType): boolean {
  return fieldsOf(type).every(({ name, type: of }) => isLeafType(getNamedType(of)) && name !== 'id');
}

/** All values of a type, those of its parts too. */
export function valuesOf(type: GraphQLObjectType, depth: number): string {
  return fieldsOf(type)
    .flatMap((field) => {
      if (field.args.some(isRequiredArgument)) return [];
      const of = getNamedType(field.type);
      if (isLeafType(of)) return [field.name];
      if (depth === 0 || !isObjectType(of) || !isValue(of)) return [];
      return [`${field.name} { ${valuesOf(of, depth - 1)} }`];
    })
    .join(' ');
}
