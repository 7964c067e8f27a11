import { badUserInput, PortcullisError } from '../../../schema/errors.js';
import { isLongerThan } from '../../../schema/isLongerThan.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { Slot } from '../../../storage/slot.js';
import type { Column } from '../listing.js';
import type { Wall } from '../rows.js';
import { operatorCondition } from './filterOperator.js';

/** A filter as data: negations pushed down to its leaves, values as slots. */
export type FilterTree =
  | { readonly kind: 'and' | 'or'; readonly members: readonly FilterTree[] }
  | {
      readonly kind: 'leaf';
      readonly name: string;
      readonly operator: string;
      readonly value: Slot;
      /** Holds where the row does not meet it. */
      readonly negated: boolean;
    };

/** A filter's shape, which makes and identifies its statement, apart from its values, which fill the slot `filter`. */
export interface ShapedFilter {
  readonly tree: FilterTree;
  /** Equal for filters that differ only in their values. */
  readonly form: string;
  readonly values: readonly unknown[];
}

const MAX_LEAVES = 200;

/** Characters of one text, and of all texts of a filter, as they are compared (NFKC): the work grows with them. */
const MAX_TEXT = 1_000;
const MAX_TEXTS = 200_000;

/**
 * Reads a filter input: all members given must hold, all of `and`, at least one of `or`, the opposite of `not`. A leaf
 * is false where the row has no value (except `isNull: true`), and its negation is then true.
 *
 * @throws PortcullisError BAD_USER_INPUT over 200 leaves, 1,000 characters of a text, or 200,000 of all
 */
export function readFilter(filter: Readonly<Record<string, unknown>>): ShapedFilter {
  const values: unknown[] = [];
  const assertShort = boundedTexts();
  const read = (input: Readonly<Record<string, unknown>>, negated: boolean): FilterTree => {
    const members = Object.entries(input)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => member(name, value as object, negated));
    return { kind: negated ? 'or' : 'and', members };
  };
  const member = (name: string, value: object, negated: boolean): FilterTree => {
    if (name === 'not') return read(value as Record<string, unknown>, !negated);
    if (name === 'and' || name === 'or') {
      const members = (value as Record<string, unknown>[]).map((each) => read(each, negated));
      return { kind: (name === 'and') === negated ? 'or' : 'and', members };
    }
    const operators = Object.entries(value).filter(([, operand]) => operand !== null && operand !== undefined);
    return { kind: negated ? 'or' : 'and', members: operators.map(([each, of]) => leaf(name, each, of, negated)) };
  };
  const leaf = (name: string, operator: string, value: unknown, negated: boolean): FilterTree => {
    const at = values.push(value) - 1;
    if (at >= MAX_LEAVES) {
      throw badUserInput(`A filter has at most ${MAX_LEAVES} conditions.`);
    }
    assertShort(value);
    const slot = new Slot(({ filter: said }) => (said as readonly unknown[])[at]);
    return {
      kind: 'leaf',
      name,
      operator,
      value: slot,
      negated: (operator === 'isNull' && value === true) !== negated,
    };
  };
  const tree = read(filter, false);
  return { tree, form: formOf(tree), values };
}

/** Names of the leaves of a filter. */
export function leavesOf(tree: FilterTree): readonly string[] {
  return tree.kind === 'leaf' ? [tree.name] : tree.members.flatMap(leavesOf);
}

/** Bounds the texts of a filter as they are compared: one character may become eighteen (U+FDFA). */
function boundedTexts(): (operand: unknown) => void {
  let all = 0;
  return (operand) => {
    for (const text of Array.isArray(operand) ? operand : [operand]) {
      if (typeof text !== 'string') continue;
      if (isLongerThan(text, MAX_TEXT)) throw badUserInput(`A text of a filter has at most ${MAX_TEXT} characters.`);
      all += text.normalize('NFKC').length;
      if (all > MAX_TEXTS) throw badUserInput(`The texts of a filter have at most ${MAX_TEXTS} characters together.`);
    }
  };
}

/** Invariant: names are GraphQL's, so no two shapes share a form. */
function formOf(tree: FilterTree): string {
  if (tree.kind === 'leaf') return `${tree.name}.${tree.operator}${tree.negated ? '-' : '+'}`;
  return `${tree.kind}(${tree.members.map(formOf).join(' ')})`;
}

/**
 * Compiles a filter to SQL: each leaf becomes `(its category FULL on this row AND leaf)`. Negations are in the leaves
 * already, so a row whose value is not shown in full can be neither found nor ruled out by it.
 *
 * @param categoryOf category of a leaf, or of a coordinate
 */
export function compileFilter(
  tree: FilterTree,
  columns: Readonly<Record<string, Column>>,
  wall: Pick<Wall, 'full'>,
  categoryOf: (leaf: string) => string,
): RawBuilder<boolean> {
  const compile = (part: FilterTree): RawBuilder<boolean> => {
    if (part.kind === 'leaf') {
      const column = columns[part.name];
      if (!column) throw new PortcullisError('INTERNAL');
      const category = categoryOf(part.name);
      const { link, guardOf } = column;
      const also = guardOf?.(part.operator) ?? null;
      // Why on each link too: some of a row's persons may be protected, and are not found by their names.
      const onLink = (leaf: RawBuilder<boolean>) => sql<boolean>`(${leaf} and ${wall.full(category, link)})`;
      const full = also === null ? wall.full(category) : sql`${wall.full(category)} and ${wall.full(categoryOf(also))}`;
      return sql<boolean>`(${full} and ${leafCondition(column, part, link ? onLink : asItIs)})`;
    }
    if (part.members.length === 0) return part.kind === 'and' ? sql<boolean>`true` : sql<boolean>`false`;
    const parts = part.members.map(compile);
    return sql<boolean>`(${sql.join(parts, part.kind === 'and' ? sql` and ` : sql` or `)})`;
  };
  return compile(tree);
}

const asItIs = (leaf: RawBuilder<boolean>): RawBuilder<boolean> => leaf;

/**
 * A leaf on a row. Where the row has no value, a negated leaf is true, and any other null, which counts as false, since no
 * negation is left above it. Why not two-valued throughout: an index serves a bare comparison, not one inside a function.
 */
function leafCondition(
  column: Column,
  { operator, value, negated }: Extract<FilterTree, { readonly kind: 'leaf' }>,
  guarded: (leaf: RawBuilder<boolean>) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  const within = column.within ?? asItIs;
  const holds = within(guarded(operatorCondition(column, operator, value)));
  return negated ? sql<boolean>`(not coalesce(${holds}, false))` : holds;
}
