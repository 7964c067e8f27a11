import { type TableRow, toColumnKey } from '../../tables/namedColumns.js';

/**
 * A row of the layout by country whose name its publisher split at a comma. There the name is two fields that keep the
 * quotes of the original (`"Xiang'an` and ` Xiamen"`), the name without diacritics two more, and to keep the width the
 * status and the IATA code are gone: country, location, four pieces, subdivision, function, lat, lon, geocoded. The name
 * is put together again; what is gone stays gone, and the row is flagged.
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
