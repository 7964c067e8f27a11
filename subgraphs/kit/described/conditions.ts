import { columnsOf, type FieldColumn, snakeCase } from '../../../schema/records/description/columns.js';
import type { Fields, ScalarField, ScalarKind } from '../../../schema/records/description/fields.js';
import { compact, parsedOrCompact, parsers } from '../../../schema/records/description/parse.js';
import { sql } from '../../../storage/kysely.js';
import type { Column } from '../listing.js';

/** Columns by the name of a leaf of a filter, or of a value of a sort enum. */
export type Columns = Readonly<Record<string, Column>>;

/** Filters of every record type: by its envelope. */
export const envelopeFilters = {
  source: { sql: sql`r.source`, type: 'text' },
  caseReference: { sql: sql`r.case_reference`, type: 'text' },
} as const satisfies Columns;

/** Leaves of the filter input that the fields name, over the table alias given. */
export function filtersOf(fields: Fields, alias = 'r'): Columns {
  return Object.fromEntries(
    columnsOf(fields).flatMap((column) => {
      const { filter } = column.field;
      if (filter === undefined || column.part === 'currency') return [];
      const normalise = normaliserOf(column);
      const leaf = { ...orderable(column, alias), ...(normalise ? { normalise } : {}) };
      return [[filter === true ? nameOf(column) : filter, leaf] as const];
    }),
  );
}

/** Values of the sort enum that the fields name, over the alias `r`. */
export function sortsOf(fields: Fields): Columns {
  return Object.fromEntries(
    columnsOf(fields).flatMap((column) => {
      const { sort } = column.field;
      if (sort === undefined || column.part === 'currency') return [];
      return [[sort === true ? snakeCase(nameOf(column)).toUpperCase() : sort, orderable(column, 'r')] as const];
    }),
  );
}

/** Columns of a child's table, as conditions on the record that it belongs to. */
export function within(columns: Columns, condition: NonNullable<Column['within']>, link?: Column['link']): Columns {
  const ofChild = { within: condition, ...(link ? { link } : {}) };
  return Object.fromEntries(Object.entries(columns).map(([leaf, column]) => [leaf, { ...column, ...ofChild }]));
}

const nameOf = ({ path }: FieldColumn): string => path.at(-1) ?? '';

function orderable({ name, type }: FieldColumn, alias: string): Pick<Column, 'sql' | 'type'> {
  const column = sql.raw(`${alias}.${name}`);
  // Why: amounts are compared as the SDL's numbers are.
  if (type === 'int8') return { sql: sql`cast(${column} as float8)`, type: 'float8' };
  if (type === 'jsonb') throw new Error(`${name} is an object, which no filter or sort can use`);
  return { sql: column, type };
}

/** Kinds whose codes are stored in capitals. */
const capitalKinds: ReadonlySet<string> = new Set<ScalarKind>(['country', 'unlocode', 'package', 'flag']);

function normaliserOf({ field }: FieldColumn): Column['normalise'] {
  const { sought, store } = field;
  if (sought) return sought;
  const scalar = (field.kind === 'list' ? (field as { readonly of: ScalarField }).of : field) as ScalarField;
  const { kind, codes } = scalar;
  if (kind === 'code' && codes) return storedCode(codes.values);
  const parse = parsers[kind];
  // Why two: a value stored as stated, in whatever form, must be found as stated.
  if (parse) return store ? parsedOrCompact(kind) : (text) => parse(text) ?? text;
  if (capitalKinds.has(kind)) return compact;
  return store && ((text) => store(text) ?? text);
}

/** The stored code of an enum's value; any other text stays as it is, and finds nothing. */
function storedCode(values: ReadonlyMap<string | number, string>): NonNullable<Column['normalise']> {
  const stored = new Map([...values].map(([code, value]) => [value, String(code)]));
  return (value) => stored.get(value) ?? value;
}
