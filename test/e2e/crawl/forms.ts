import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { pick, type Random } from '../../subgraphs/kit/compiled/randomOperation.js';
import { fieldsOf, targetOf, valuesOf } from './paths.js';

/** Edges that a path goes at most, its root counted. */
const longest = 6;

/** A list of `Query` that has pages, or a type whose records `node` finds. */
interface Root {
  /** Name of the list; null for `node`. */
  readonly list: string | null;
  readonly type: string;
}

/** Paths that are asked for at once: one way down, and every edge from its end. Who asks, of which record and page, is open. */
export interface Form {
  readonly root: Root;
  /** Names of the fields below the root. */
  readonly way: readonly string[];
}

/**
 * Forms that together ask for every path of the schema of at most six edges, from every list and every record; each path
 * once or more, with all the values at its end.
 */
export function formsOf(schema: GraphQLSchema, recordTypes: readonly string[]): Form[] {
  const query = typeOf(schema, 'Query');
  const lists = fieldsOf(query).filter(
    (field) => field.args.some(({ name }) => name === 'after') && targetOf(field)?.isList,
  );
  const roots: Root[] = [
    ...lists.map((field) => ({ list: field.name, type: targetOf(field)?.type.name ?? '' })),
    ...recordTypes.map((type) => ({ list: null, type })),
  ];
  const forms: Form[] = [];
  const walk = (root: Root, way: readonly string[], type: GraphQLObjectType): void => {
    const edges = edgesOf(type);
    if (way.length === longest - 2 || edges.length === 0) forms.push({ root, way });
    else for (const { field, below } of edges) walk(root, [...way, field.name], below.type);
  };
  for (const root of roots) walk(root, [], typeOf(schema, root.type));
  return forms;
}

/** The question of a form; `$first` and `$after`, or `$id`, are its variables. */
export interface Question {
  readonly query: string;
  /** Every path that it asks for, with values at its end. */
  readonly paths: readonly string[];
}

const counted = 'totalCount { number atLeast }';

/** @param random what values are asked for on the way, beside those that no other form asks for */
export function questionOf(schema: GraphQLSchema, random: Random, { root, way }: Form): Question {
  const query = typeOf(schema, 'Query');
  const paths: string[] = [];
  const list = query.getFields()[root.list ?? ''];
  const at = root.list ?? `node ${root.type}`;
  const selection = selectionAt(typeOf(schema, root.type), at, 0);
  if (!list) return { query: `query ($id: ID!) { node(id: $id) { ... on ${root.type} { ${selection} } } }`, paths };
  const after = list.args.find(({ name }) => name === 'after');
  return {
    query: `query ($first: Int!, $after: ${after?.type}) { ${root.list}(first: $first, after: $after) {
      ${counted} pageInfo { hasNextPage endCursor } edges { node { ${selection} } } } }`,
    paths,
  };

  function selectionAt(type: GraphQLObjectType, path: string, depth: number): string {
    const own = `__typename ${type.getFields().id ? 'id ' : ''}`;
    const edges = edgesOf(type);
    const isEnd = depth === way.length;
    // Why: of all forms that come by here one is the first all the way on, so that each path is asked for its values once.
    const isMine = isEnd || isFirstFrom(schema, type, way.slice(depth));
    const values = isMine || random() < 0.5 ? valuesOf(type, 2) : '';
    if (values !== '') paths.push(path);
    const taken = isEnd ? edges : edges.filter(({ field }) => field.name === way[depth]);
    const inner = taken.map(({ field, below }) => {
      const further = `${path} ${field.name}`;
      if (!isEnd) return below.wrap(selectionAt(below.type, further, depth + 1), 2);
      paths.push(further);
      const values = `__typename ${below.type.getFields().id ? 'id ' : ''}${valuesOf(below.type, 2)}`;
      return below.wrap(values, 2, `${counted} pageInfo { hasNextPage }`);
    });
    return `${own}${values} ${inner.join(' ')}`;
  }
}

/** Whether a way takes the first edge of each type. */
function isFirstFrom(schema: GraphQLSchema, type: GraphQLObjectType, way: readonly string[]): boolean {
  const [name, ...rest] = way;
  if (name === undefined) return true;
  const [first] = edgesOf(type);
  return first?.field.name === name && isFirstFrom(schema, first.below.type, rest);
}

function edgesOf(type: GraphQLObjectType) {
  return fieldsOf(type).flatMap((field) => {
    const below = targetOf(field);
    return below ? [{ field, below }] : [];
  });
}

function typeOf(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type`);
  return type;
}

/** The same in another order, which a seed fixes. */
export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const left = [...items];
  return items.map(() => {
    const item = pick(random, left);
    left[left.indexOf(item)] = left[left.length - 1] as Item;
    left.pop();
    return item;
  });
}
