import { type ConstDirectiveNode, Kind, type NameNode } from 'graphql/language/index.js';

/** The arguments of one directive of the notation, all texts. */
export type Stated = Readonly<Record<string, string>>;

/** A node that may have directives: a type, a field, or a schema, which has no name. */
export interface Annotated {
  readonly name?: NameNode;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The arguments of each directive of the notation; `shared.graphql` explains them. */
export const notation: Readonly<
  Record<
    | 'listing'
    | 'filter'
    | 'sort'
    | 'facet'
    | 'histogram'
    | 'sum'
    | 'search'
    | 'record'
    | 'assertion'
    | 'foreign'
    | 'nodes',
    ReadonlySet<string>
  >
> = {
  listing: new Set([
    ...['many', 'one', 'inputs', 'edges', 'pageInfo', 'edge', 'cursor', 'node', 'first', 'after', 'filter', 'sort'],
    ...['conditions', 'and', 'or', 'order', 'field', 'direction'],
  ]),
  filter: new Set(['name', 'of', 'operators', 'description', 'identifies', 'one']),
  sort: new Set(['name', 'of', 'description']),
  facet: new Set(['name', 'of', 'description']),
  histogram: new Set(['name', 'of', 'description']),
  sum: new Set(['name', 'of', 'description']),
  search: new Set(['field', 'many', 'label', 'prefix', 'searched', 'exact', 'exactOrHit', 'names', 'words', 'near']),
  record: new Set(),
  assertion: new Set(),
  foreign: new Set(),
  nodes: new Set(),
};

/** Whether a directive, or its definition, belongs to the notation, which no source serves. */
export function isNotation({ name }: { readonly name: NameNode }): boolean {
  return Object.hasOwn(notation, name.value);
}

/**
 * The arguments of a node's directives of this name, one entry for each directive.
 *
 * @throws Error for an unknown argument, or one that is not a text
 */
export function statedAt(node: Annotated, directive: keyof typeof notation): readonly Stated[] {
  const found = node.directives?.filter(({ name }) => name.value === directive) ?? [];
  const at = `@${directive} of ${node.name?.value ?? 'the schema'}`;
  return found.map(({ arguments: list = [] }) =>
    Object.fromEntries(
      list.map(({ name, value }) => {
        if (!notation[directive].has(name.value)) throw new Error(`${at} does not take ${name.value}`);
        if (value.kind !== Kind.STRING) throw new Error(`${at}: ${name.value} is not a text`);
        return [name.value, value.value];
      }),
    ),
  );
}
