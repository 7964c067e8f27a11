import { type RawBuilder, sql } from 'kysely';
import { PortcullisError } from '../../../schema/errors.js';
import type { Column, Wall } from '../types.js';
import { operatorCondition } from './filterOperator.js';

/** A filter as data: what it says of a row, negations pushed down to its leaves. */
export type FilterTree =
  | { readonly kind: 'and' | 'or'; readonly members: readonly FilterTree[] }
  | {
      readonly kind: 'leaf';
      readonly name: string;
      readonly operator: string;
      readonly value: unknown;
      readonly negated: boolean;
    };

const MAX_LEAVES = 200;

/**
 * Reads a filter input: members that are given must all hold, `and` all, `or` at least one, `not` the opposite. A leaf
 * is false where the row has no value (save `isNull: true`), and its negation is then true.
 *
 * Throws BAD_USER_INPUT over 200 leaves.
 */
export function readFilter(filter: Readonly<Record<string, unknown>>): FilterTree {
  let leaves = 0;
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
    leaves += operators.length;
    if (leaves > MAX_LEAVES) {
      throw new PortcullisError('BAD_USER_INPUT', { message: `A filter has at most ${MAX_LEAVES} conditions.` });
    }
    return {
      kind: negated ? 'or' : 'and',
      members: operators.map(([operator, operand]) => ({ kind: 'leaf', name, operator, value: operand, negated })),
    };
  };
  return read(filter, false);
}

/**
 * Compiles a filter to SQL: each leaf becomes `(its category FULL on this row AND leaf)`, negations pushed to the leaves
 * first, so that a row whose value is not shown in full can be neither found nor ruled out by it.
 *
 * @param categoryOf category of a leaf's coordinate
 */
export function compileFilter(
  filter: Readonly<Record<string, unknown>>,
  columns: Readonly<Record<string, Column>>,
  wall: Pick<Wall, 'full'>,
  categoryOf: (leaf: string) => string,
): RawBuilder<boolean> {
  const compile = (tree: FilterTree): RawBuilder<boolean> => {
    if (tree.kind === 'leaf') {
      const column = columns[tree.name];
      if (!column) throw new PortcullisError('INTERNAL');
      const category = categoryOf(tree.name);
      const { link } = column;
      // Why within the links as well: of many persons in a row some may be protected, who are not found by their names.
      const onLink = (leaf: RawBuilder<boolean>) => sql<boolean>`(${leaf} and ${wall.full(category, link)})`;
      return sql<boolean>`(${wall.full(category)} and ${leafCondition(column, tree, link ? onLink : asItIs)})`;
    }
    if (tree.members.length === 0) return tree.kind === 'and' ? sql<boolean>`true` : sql<boolean>`false`;
    const parts = tree.members.map(compile);
    return sql<boolean>`(${sql.join(parts, tree.kind === 'and' ? sql` and ` : sql` or `)})`;
  };
  return compile(readFilter(filter));
}

const asItIs = (leaf: RawBuilder<boolean>): RawBuilder<boolean> => leaf;

/**
 * A leaf on a row. Where the row has no value, a negated leaf is true, and another null, which counts as false, since no
 * negation is left above a leaf. Why not two-valued throughout: an index serves a comparison, not one within a function.
 */
function leafCondition(
  column: Column,
  { operator, value, negated }: Extract<FilterTree, { readonly kind: 'leaf' }>,
  guarded: (leaf: RawBuilder<boolean>) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  const within = column.within ?? asItIs;
  const isNone = operator === 'isNull' && value === true;
  const holds = within(guarded(operatorCondition(column, operator, operator === 'isNull' ? false : value)));
  return isNone === negated ? holds : sql<boolean>`(not coalesce(${holds}, false))`;
}
