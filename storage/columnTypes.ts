import pg from 'pg';
import { PortcullisError } from '../schema/errors.js';

/**
 * How values leave PostgreSQL. Where pg's own ways surprise, ours are:
 * - int8 and numeric are JavaScript numbers; an int8 beyond 2^53 is an error, never a rounded value. Amounts of money
 *   are int8 in minor units, quantities are float8: no column needs the exactness of numeric.
 * - date is text `YYYY-MM-DD`: a Date would move by the machine's time zone.
 * - timestamp without time zone is read as UTC. No table of ours has one.
 * - timestamptz is a Date.
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

const ours = new Map<number, (text: string) => unknown>([
  [builtins.INT8, parseInt8],
  [builtins.NUMERIC, Number],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
]);

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new PortcullisError('INTERNAL', { cause: new RangeError('int8 beyond 2^53') });
  return value;
}
