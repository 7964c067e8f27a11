import { type GraphQLSchema, isObjectType } from 'graphql';
import { pick, type Random } from '../../subgraphs/kit/compiled/randomOperation.js';
import { fieldsOf, targetOf, valuesOf } from './paths.js';

/** A question along one random path, whose page or record is a variable. */
export interface Walk {
  /** Names of the fields from `Query` on. */
  readonly fields: readonly string[];
  readonly query: string;
  readonly variables: { readonly first: number; readonly after?: string } | { readonly id: string };
}

/** A record that is asked for by its id. */
export interface NamedRecord {
  readonly type: string;
  readonly id: string;
}

/** Edges that a walk goes at most, its root counted. */
const longest = 6;

/**
 * A walk over lists and links from a list of `Query` or from a record, up to six edges; each object on the way says its type and id,
 * and the last ones all their values.
 */
export function randomWalk(schema: GraphQLSchema, random: Random, records: readonly NamedRecord[]): Walk {
  const query = schema.getQueryType();
  if (!query) throw new Error('no Query');
  const edges = 1 + Math.floor(random() * longest);
  if (random() < 0.3) {
    const { type, id } = pick(random, records);
    const text = selectionOf(schema, random, type, edges - 1);
    return {
      fields: ['node', ...text.fields],
      query: `query ($id: ID!) { node(id: $id) { ... on ${type} { ${text.selection} } } }`,
      variables: { id },
    };
  }
  const root = pick(
    random,
    fieldsOf(query).filter((field) => targetOf(field)?.isList && field.args.some(({ name }) => name === 'after')),
  );
  const text = selectionOf(schema, random, targetOf(root)?.type.name ?? '', edges - 1);
  const after = root.args.find(({ name }) => name === 'after');
  return {
    fields: [root.name, ...text.fields],
    query: `query ($first: Int!, $after: ${after?.type}) { ${root.name}(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor } edges { node { ${text.selection} } } } }`,
    variables: { first: edges > 3 ? 3 : 8 },
  };
}

function selectionOf(
  schema: GraphQLSchema,
  random: Random,
  name: string,
  edges: number,
): { readonly selection: string; readonly fields: readonly string[] } {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type`);
  const own = `__typename ${type.getFields().id ? 'id ' : ''}`;
  const further = edges > 0 ? fieldsOf(type).filter((field) => targetOf(field)) : [];
  if (further.length === 0) return { selection: `${own}${valuesOf(type, 2)}`, fields: [] };
  const field = pick(random, further);
  const below = targetOf(field);
  const { selection, fields } = selectionOf(schema, random, below?.type.name ?? '', edges - 1);
  // Values on the way, too, now and then: what a link shows may depend on where it is met.
  const values = random() < 0.3 ? valuesOf(type, 2) : '';
  return { selection: `${own}${values} ${below?.wrap(selection, 2)}`, fields: [field.name, ...fields] };
}
