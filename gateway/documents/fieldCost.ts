import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  valueFromAST,
} from 'graphql';
import { fieldOn } from '../../policy/operations/eachField.js';
import { ASSUMED_LIST, ASSUMED_PAGE, type Costs } from '../../schema/federation/costs.js';

/** What a schema says of the cost of a field, whatever is asked of it. */
export interface FieldCost {
  /** The type of what it gives. */
  readonly type: string;
  readonly isList: boolean;
  /** Weight of the field, and of its type. */
  readonly weights: { readonly field: number | undefined; readonly type: number | undefined };
  /** Present where it gives a page: names of its lists of rows; null: all its lists. */
  readonly lists?: readonly string[] | null;
  /** Arguments that say how many rows there are, and how many there are where none does. */
  readonly slicing: readonly GraphQLArgument[];
  readonly assumed: number;
  /** A list with one row, or one page, for each item. */
  readonly listed: GraphQLArgument | undefined;
}

/** What a field that takes `first` says without `@listSize`: all lists of its page are of the rows. */
const UNSTATED = { slicingArguments: ['first'], sizedFields: null, assumedSize: ASSUMED_PAGE };
/** Arguments with one row for each item. Why by name: the directive takes integers alone. */
const oneRowEach: ReadonlySet<string> = new Set(['ids', 'asked', 'representations']);

/** Whether an argument of this name may say how many rows there are. */
export function isSize(argument: string, { slicing }: Costs): boolean {
  return argument === 'first' || oneRowEach.has(argument) || slicing.has(argument);
}

/** The cost of a field of a type; null where it costs nothing of its own: a leaf without weight, or one that is not there. */
export function fieldCost(schema: GraphQLSchema, costs: Costs, type: string, name: string): FieldCost | null {
  const field = fieldOn(schema, type, name);
  if (!field) return null;
  const named = getNamedType(field.type);
  const weights = { field: costs.weights.get(`${type}.${name}`), type: costs.weights.get(named.name) };
  if (!isCompositeType(named) && weights.field === undefined && weights.type === undefined) return null;
  const isList = isListType(getNullableType(field.type));
  const stated = costs.sizes.get(`${type}.${name}`) ?? (takesFirst(field) ? UNSTATED : undefined);
  const listed = field.args.find((argument) => oneRowEach.has(argument.name));
  const plain = { type: named.name, isList, weights, listed };
  if (!stated) return { ...plain, slicing: [], assumed: isList ? ASSUMED_LIST : 1 };
  const { slicingArguments, sizedFields, assumedSize } = stated;
  const slicing = field.args.filter((argument) => slicingArguments.includes(argument.name));
  const isPage = !isList || (sizedFields !== null && sizedFields.length > 0);
  const assumed = assumedSize ?? (isPage || slicing.length > 0 ? ASSUMED_PAGE : ASSUMED_LIST);
  return { ...plain, slicing, assumed, ...(isPage ? { lists: sizedFields } : {}) };
}

/** How many rows a field gives for each object above. */
export function rowsOf(
  { listed, slicing, assumed, lists }: FieldCost,
  given: readonly ArgumentNode[],
  variables: Readonly<Record<string, unknown>>,
): number {
  const items = listed && lengthOf(stated(listed, given, variables));
  if (items !== undefined && slicing.length === 0 && lists === undefined) return items;
  return (items ?? 1) * (slicedBy(slicing, assumed, given, variables) ?? assumed);
}

/**
 * The largest number that an argument states, or has by default; undefined where none does. Zero and less are as many as are assumed:
 * to many a source they mean all rows.
 */
function slicedBy(
  slicing: readonly GraphQLArgument[],
  assumed: number,
  given: readonly ArgumentNode[],
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  let most: number | undefined;
  for (const argument of slicing) {
    const value = stated(argument, given, variables);
    if (typeof value === 'number') most = Math.max(value >= 1 ? value : assumed, most ?? 0);
  }
  return most;
}

function stated(
  { name, type, defaultValue }: GraphQLArgument,
  given: readonly ArgumentNode[],
  variables: Readonly<Record<string, unknown>>,
): unknown {
  for (const argument of given)
    if (argument.name.value === name) return valueFromAST(argument.value, type, variables) ?? null;
  return defaultValue;
}

/** Undefined where nothing is stated; an empty list and null state nothing either. */
function lengthOf(value: unknown): number | undefined {
  if (!Array.isArray(value)) return value === undefined || value === null ? undefined : 1;
  return value.length > 0 ? value.length : undefined;
}

function takesFirst({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name, type }) => name === 'first' && getNamedType(type).name === 'Int');
}
