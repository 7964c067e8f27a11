import { type TableRow, toColumnKey } from '../../tables/namedColumns.js';

/**
 * Repairs a row of the layout by country whose publisher split the name at a comma. The name is then two fields that keep
 * the original quotes (`"Xiang'an` and ` Xiamen"`), the name without diacritics two more, and status and IATA code are
 * lost to keep the width: country, location, four pieces, subdivision, function, lat, lon, geocoded. The names are joined
 * again.
 */
export function rejoinSplitName(row: TableRow): { readonly row: TableRow; readonly rejoined: boolean } {
  const { fields } = row;
  const [country, location, first = '', second = '', third = '', fourth = '', subdivision, functions, ...rest] = fields;
  const isSplit = first.startsWith('"') && second.endsWith('"') && third.startsWith('"') && fourth.endsWith('"');
  if (!isSplit) return { row, rejoined: false };
  const join = (left: string, right: string): string =>
    [left.slice(1).trim(), right.slice(0, -1).trim()].filter((piece) => piece !== '').join(', ');
  const whole = new Map([
    ['country', country],
    ['location', location],
    ['name', join(first, second)],
    ['namewodiacritics', join(third, fourth)],
    ['subdivision', subdivision],
    ['function', functions],
    ['lat', rest[0]],
    ['lon', rest[1]],
    ['geocoded', rest[2]],
  ]);
  return { row: { ...row, get: (column) => whole.get(toColumnKey(column))?.trim() || null }, rejoined: true };
}
