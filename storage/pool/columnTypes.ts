import pg from 'pg';
import { PortcullisError } from '../../schema/errors.js';

/**
 * How values are read from PostgreSQL. Different from pg's defaults:
 * - int8 and numeric are JavaScript numbers; an int8 beyond 2^53 is an error, never a rounded value. Amounts of money
 *   are int8 in minor units, quantities are float8: no column needs the exactness of numeric.
 * - date is text `YYYY-MM-DD`: a Date would move by the machine's time zone.
 * - timestamp without time zone is read as UTC. No table of ours has one.
 * - timestamptz is a Date, text[] an array, as pg reads them, but faster for texts of the usual form.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    if (format !== 'binary') {
      const parser = ours.get(oid);
      if (parser) return parser;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

const { builtins } = pg.types;
const TEXT_ARRAY: number = 1009;
const SPACE = 0x20;
const BRACE = 0x7b;

const ours = new Map<number, (text: string) => unknown>([
  [builtins.INT8, parseInt8],
  [builtins.NUMERIC, Number],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
  [builtins.TIMESTAMPTZ, parseTimestamptz],
  [TEXT_ARRAY, parseTextArray],
]);

const parseAnyTimestamptz = pg.types.getTypeParser(builtins.TIMESTAMPTZ, 'text');
const parseAnyTextArray = pg.types.getTypeParser(TEXT_ARRAY, 'text');

/** ECMAScript itself reads `2026-11-25 10:00:00+00`, with up to three fractional digits. */
function parseTimestamptz(text: string): unknown {
  const { length } = text;
  const isUsual = (length === 22 || length === 26) && text.endsWith('+00') && text.charCodeAt(10) === SPACE;
  if (!isUsual) return parseAnyTimestamptz(text);
  const date = new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  return Number.isNaN(date.getTime()) ? parseAnyTimestamptz(text) : date;
}

/** In an array without quotes, no element can be null, an array, or contain a comma. */
function parseTextArray(text: string): unknown {
  if (text === '{}') return [];
  return text.charCodeAt(0) === BRACE && !/["\\]|.{|null/i.test(text)
    ? text.slice(1, -1).split(',')
    : parseAnyTextArray(text);
}

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new PortcullisError('INTERNAL', { cause: new RangeError('int8 beyond 2^53') });
  return value;
}
