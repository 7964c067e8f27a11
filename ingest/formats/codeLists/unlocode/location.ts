import { toLocode } from '../../../codes/locode.js';
import type { FileHead } from '../../format.js';
import { type Header, headerFrom, headLines, type TableRow, toColumnKey } from '../../tables/namedColumns.js';
import { toChange } from '../reference/change.js';
import { type CodeDefect, type CodeEntry, type CodePart, headerOf } from '../reference/parts.js';
import { toProperties } from '../reference/properties.js';
import { parseDecimalPosition, parsePosition } from './position.js';
import { rejoinSplitName } from './splitName.js';

/** Columns of UNECE's parts, in order (UN/LOCODE manual, part 2). */
const officialColumns = [
  'Change',
  'Country',
  'Location',
  'Name',
  'NameWoDiacritics',
  'Subdivision',
  'Function',
  'Status',
  'Date',
  'IATA',
  'Coordinates',
  'Remarks',
];

const functionForm = /^[0-9AB-]{8}$/;
const statusForm = /^[A-Z]{2}$/;

/** The files of places. */
export const locationParts: readonly CodePart[] = [
  {
    version: 'code-list',
    list: 'unlocode',
    header: headerOf(['country', 'location', 'name', 'function', 'status', 'coordinates']),
    toEntry: toLocation,
  },
  {
    version: 'code-list',
    list: 'unlocode',
    header: headerOf(['locode', 'name', 'subdiv', 'function', 'status', 'coordinates']),
    toEntry: (row) => toLocation(inLaterColumns(row)),
  },
  {
    version: 'by-country',
    list: 'unlocode',
    header: headerOf(['country', 'location', 'name', 'function', 'lat', 'lon']),
    toEntry: toLocation,
  },
  {
    version: 'tables',
    part: 'aliases',
    list: 'unlocode',
    header: headerOf(['country', 'name', 'namewodiacritics'], { exactly: true }),
    toEntry: toLocation,
  },
  { version: 'parts', list: 'unlocode', header: findParts, toEntry: toLocation },
];

/** A place of the parts, a country's heading, or a reference name. */
const partsLine =
  /^"?[+#|¦X=!]?"?,"?[A-Z]{2}"?,(?:"?"?,"?\.|"?[A-Z0-9]{3}"?,.*,"?[0-9AB-]{8}"?,"?[A-Z]{2}"?,"?(?:\d{4})?"?,|"?"?,"?[^,"]+ = )/;

/** UNECE's parts have no header: most of their first lines have the form of entries, whatever is wrong with some. */
function findParts({ text }: FileHead): Header | null {
  const lines = headLines(text, 20).filter((line) => line.trim() !== '');
  const entries = lines.filter((line) => partsLine.test(line)).length;
  if (entries === 0 || entries < lines.length / 2) return null;
  return headerFrom(officialColumns);
}

/** Columns of the first edition of the list with a header, and the later ones that say the same. */
const firstColumns: ReadonlyMap<string, string> = new Map([
  ['change', 'Ch'],
  ['country', 'ISO 3166-1'],
  ['subdivision', 'SubDiv'],
]);

/** A row of the first edition: there the code is one column, `AF ASH`. */
function inLaterColumns(row: TableRow): TableRow {
  const [country = null, location = null] = row.get('LOCODE')?.split(/\s+/) ?? [];
  const get = (column: string): string | null => {
    const key = toColumnKey(column);
    if (key === 'location') return location;
    return row.get(firstColumns.get(key) ?? column) ?? (key === 'country' ? country : null);
  };
  return { ...row, get };
}

/**
 * One row: a place; the heading of a country (`.NETHERLANDS`, code `NL`); or a reference from a name to the one that is
 * listed (`Peking = Beijing`), which has no code of its own and is kept as `CN/Peking`.
 */
// Why long: one record, field by field.
function toLocation(stated: TableRow): CodeEntry | CodeDefect {
  const { row, rejoined } = rejoinSplitName(stated);
  const country = row.get('country')?.toUpperCase() ?? null;
  const place = row.get('location')?.toUpperCase() ?? null;
  const name = row.get('name');
  if (country === null) return { field: 'Country', reason: 'code.missing' };
  if (name === null) return { field: 'Name', reason: 'name.missing' };
  const change = toChange(row.get('change'));
  if (place === null && name.startsWith('.'))
    return { code: country, name: name.slice(1), properties: toProperties({ change }) };
  const [from, to] = name.split(' = ', 2);
  if (place === null && from && to) {
    return {
      code: `${country}/${from}`,
      name,
      parent: country,
      properties: toProperties({ change: change ?? 'REFERENCE', listedAs: to }),
    };
  }
  if (place === null) return { field: 'Location', reason: 'code.missing' };

  // Some editions have the two columns the other way round.
  const swapped = functionForm.test(row.get('status') ?? '') && !functionForm.test(row.get('function') ?? '');
  const functions = row.get(swapped ? 'status' : 'function');
  const status = row.get(swapped ? 'function' : 'status');
  const coordinates = row.get('coordinates');
  const position =
    coordinates === null ? parseDecimalPosition(row.get('lat'), row.get('lon')) : parsePosition(coordinates);
  const date = row.get('date');
  // A spreadsheet took the zeros of the years 2000 to 2009: `307` is `0307`, `1` is `0001`.
  const lostZero = date !== null && /^\d{1,3}$/.test(date);
  const validFrom = date === null ? null : toMonth(date.padStart(4, '0'));
  const plain = row.get('namewodiacritics');
  return {
    code: `${country}${place}`,
    name,
    parent: country,
    validFrom,
    properties: toProperties({
      change,
      nameWithoutDiacritics: plain === name ? null : plain,
      subdivision: row.get('subdivision'),
      status,
      functions: [...(functions ?? '')].filter((sign) => /[1-8AB]/.test(sign)),
      iata: row.get('iata'),
      ...(typeof position === 'object' ? position : {}),
      geocoded: /^true$/i.test(row.get('geocoded') ?? '') ? true : null,
      remarks: row.get('remarks'),
    }),
    qualityFlags: [
      ...(toLocode(`${country}${place}`) === null ? ['LOCODE_FORM'] : []),
      ...(functions !== null && !functionForm.test(functions) ? ['FUNCTION_FORM'] : []),
      ...(status !== null && !statusForm.test(status) ? ['STATUS_FORM'] : []),
      ...(position === 'invalid' ? ['COORDINATES_FORM'] : []),
      ...(date !== null && validFrom === null ? ['DATE_IMPOSSIBLE'] : []),
      ...(lostZero ? ['LEADING_ZERO_LOST'] : []),
      ...(rejoined ? ['NAME_SPLIT'] : []),
      // The replacement character: somebody before us read windows-1252 as UTF-8.
      ...(name.includes('\uFFFD') ? ['NAME_DAMAGED'] : []),
    ],
  };
}

/** `0601` is January 2006, `9811` November 1998: the list began in 1981. Null for no month. */
function toMonth(text: string): string | null {
  const [, year, month] = /^(\d{2})(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (!year) return null;
  return `${Number(year) >= 81 ? 19 : 20}${year}-${month}`;
}
