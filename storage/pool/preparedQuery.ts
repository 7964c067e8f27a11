import pg from 'pg';
import { errorCode } from '../storageError.js';
import { columnTypes } from './columnTypes.js';

/** A named statement. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

type Fields = readonly pg.FieldDef[];
type MakeRow = (values: readonly (string | null)[]) => unknown;

/** The columns of a statement's last result, and a function that makes its rows. */
interface RowMaker {
  readonly fields: Fields;
  readonly make: MakeRow | null;
}

const maxMakers = 1000;
const makers = new Map<string, RowMaker>();

/** pg's result while it is filled. */
interface Filled {
  fields: Fields;
  addFields(fields: Fields): void;
  parseRow(values: readonly (string | null)[]): unknown;
}

/**
 * Runs a prepared statement. Its rows equal pg's, but a function that is generated once for the statement makes them: pg copies an
 * empty row and fills it column by column, which is a tenth of a list's cost.
 */
export function runPrepared<Row>(client: pg.ClientBase, config: PreparedStatement): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(
      { ...config, values: config.values.map(listAsText) },
      (error: Error | undefined | null, result: { readonly rows: unknown[] }) =>
        error ? reject(error) : resolve(result.rows as Row[]),
    );
    const result = new pg.Result('', columnTypes as typeof pg.types) as unknown as Filled;
    const addFields = result.addFields.bind(result);
    result.addFields = (fields) => {
      const make = makerOf(config.text, fields);
      if (make === null) return addFields(fields);
      result.fields = fields;
      result.parseRow = make;
    };
    Object.assign(query, { _result: result, _results: result });
    client.query(query);
  });
}

/**
 * True if a statement did not run because of its name: the server does not know it, has it already, or its result has other columns
 * now. That happens behind a pooler that switches or resets server connections, and after a migration.
 */
export function isNameLost(error: unknown): boolean {
  return ['26000', '42P05', '0A000'].includes(errorCode(error) ?? '');
}

/** Null if pg makes the rows. */
function makerOf(text: string, fields: Fields): MakeRow | null {
  const known = makers.get(text);
  if (known && areAlike(known.fields, fields)) return known.make;
  if (makers.size >= maxMakers) makers.clear();
  const make = fields.every(({ name }) => isPlain(name)) ? emitMaker(fields) : null;
  makers.set(text, { fields, make });
  return make;
}

/** Checked each time: a table may have changed. */
function areAlike(some: Fields, others: Fields): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, dataTypeID }, at) => name === others[at]?.name && dataTypeID === others[at].dataTypeID)
  );
}

const { builtins } = pg.types;
const texts = new Set<number>([builtins.TEXT, builtins.VARCHAR, builtins.BPCHAR, builtins.UUID, builtins.DATE]);

/** Column names are the only text in the code, and were checked to be plain names. */
function emitMaker(fields: Fields): MakeRow {
  const parsers = fields.map(({ dataTypeID }) => columnTypes.getTypeParser(dataTypeID as never, 'text'));
  const members = fields.map(({ name, dataTypeID }, at) => {
    const value = `values[${at}]`;
    const parsed = texts.has(dataTypeID) ? value : `${value} === null ? null : parsers[${at}](${value})`;
    return `${name}: ${parsed}`;
  });
  const code = `'use strict'; return (values) => ({ ${members.join(', ')} });`;
  return new Function('parsers', code)(parsers) as MakeRow;
}

function isPlain(name: string): boolean {
  return /^[A-Za-z][A-Za-z_0-9]*$/.test(name);
}

/** An array literal for a list of texts that need no escaping; pg would escape each. */
function listAsText(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  for (const each of value) if (typeof each !== 'string' || /["\\]/.test(each)) return value;
  return `{"${value.join('","')}"}`;
}
