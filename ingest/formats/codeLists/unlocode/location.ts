import { toLocode } from '../../../codes/locode.js';
import type { FileHead } from '../../format.js';
import { type Header, headerFrom, headLines, type TableRow, toColumnKey } from '../../tables/namedColumns.js';
import { type CodeDefect, type CodeEntry, toChange, toProperties } from '../reference/entry.js';
import { type CodePart, headerOf } from '../reference/parts.js';
import { type Position, parseDecimalPosition, parsePosition } from './position.js';
import { rejoinSplitName } from './splitName.js';

/** Columns of UNECE's parts, in order (UN/LOCODE manual, part 2). */
const officialColumns = [
  ...['Change', 'Country', 'Location', 'Name', 'NameWoDiacritics', 'Subdivision'],
  ...['Function', 'Status', 'Date', 'IATA', 'Coordinates', 'Remarks'],
];

const functionForm = /^[0-9AB-]{8}$/;
const statusForm = /^[A-Z]{2}$/;

/** Files of places, in their layouts. */
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
  { version: 'parts', list: 'unlocode', encoding: 'windows-1252', header: findParts, toEntry: toLocation },
];

/** A line of a place, a country's heading or a reference name. */
const partsLine =
  /^"?[+#|¦X=!]?"?,"?[A-Z]{2}"?,(?:"?"?,"?\.|"?[A-Z0-9]{3}"?,.*,"?[0-9AB-]{8}"?,"?[A-Z]{2}"?,"?(?:\d{4})?"?,|"?"?,"?[^,"]+ = )/;

/** UNECE's parts have no header: at least half of their first lines must have the form of entries. */
function findParts({ text }: FileHead): Header | null {
  const lines = headLines(text, 20).filter((line) => line.trim() !== '');
  const entries = lines.filter((line) => partsLine.test(line)).length;
  if (entries === 0 || entries < lines.length / 2) return null;
  return headerFrom(officialColumns);
}

/** Columns of the first edition with a header, by the later ones. */
const firstColumns: ReadonlyMap<string, string> = new Map([
  ['change', 'Ch'],
  ['country', 'ISO 3166-1'],
  ['subdivision', 'SubDiv'],
]);

/** A row of the first edition, whose code is one column (`AF ASH`), under the later columns. */
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
 * One row: a place; the heading of a country (`.NETHERLANDS`, code `NL`); or a reference from a name to the listed one
 * (`Peking = Beijing`), which has no code and is kept as `CN/Peking`.
 */
function toLocation(stated: TableRow): CodeEntry | CodeDefect {
  const read = rejoinSplitName(stated);
  const { row } = read;
  const country = row.get('country')?.toUpperCase() ?? null;
  const place = row.get('location')?.toUpperCase() ?? null;
  const name = row.get('name');
  if (country === null) return { field: 'Country', reason: 'code.missing' };
  if (name === null) return { field: 'Name', reason: 'name.missing' };
  if (place === null) return toUncodedEntry(row, country, name);
  return toPlace(read, `${country}${place}`, country, name);
}

function toUncodedEntry(row: TableRow, country: string, name: string): CodeEntry | CodeDefect {
  const change = toChange(row.get('change'));
  if (name.startsWith('.')) return { code: country, name: name.slice(1), properties: toProperties({ change }) };
  const [from, to] = name.split(' = ', 2);
  if (!from || !to) return { field: 'Location', reason: 'code.missing' };
  return {
    code: `${country}/${from}`,
    name,
    parent: country,
    properties: toProperties({ change: change ?? 'REFERENCE', listedAs: to }),
  };
}

type RejoinedRow = ReturnType<typeof rejoinSplitName>;

function toPlace({ row, rejoined }: RejoinedRow, code: string, country: string, name: string): CodeEntry {
  const { functions, status } = readFunctions(row);
  const { position, doubt: positionDoubt } = readPosition(row);
  const { validFrom, doubt: dateDoubt } = readDate(row.get('date'));
  const plain = row.get('namewodiacritics');
  return {
    code,
    name,
    parent: country,
    validFrom,
    properties: toProperties({
      change: toChange(row.get('change')),
      nameWithoutDiacritics: plain === name ? null : plain,
      subdivision: row.get('subdivision'),
      status,
      functions: [...(functions ?? '')].filter((sign) => /[1-8AB]/.test(sign)),
      iata: row.get('iata'),
      ...position,
      geocoded: /^true$/i.test(row.get('geocoded') ?? '') ? true : null,
      remarks: row.get('remarks'),
    }),
    qualityFlags: [
      ...(toLocode(code) === null ? ['LOCODE_FORM'] : []),
      ...(functions !== null && !functionForm.test(functions) ? ['FUNCTION_FORM'] : []),
      ...(status !== null && !statusForm.test(status) ? ['STATUS_FORM'] : []),
      ...positionDoubt,
      ...dateDoubt,
      ...(rejoined ? ['NAME_SPLIT'] : []),
      // The replacement character: windows-1252 was read as UTF-8 before publication.
      ...(name.includes('\uFFFD') ? ['NAME_DAMAGED'] : []),
    ],
  };
}

/** Some editions have the two columns the other way round. */
function readFunctions(row: TableRow): { readonly functions: string | null; readonly status: string | null } {
  const [functions, status] = [row.get('function'), row.get('status')];
  const areSwapped = functionForm.test(status ?? '') && !functionForm.test(functions ?? '');
  return areSwapped ? { functions: status, status: functions } : { functions, status };
}

function readPosition(row: TableRow): { readonly position: Position | null; readonly doubt: readonly string[] } {
  const coordinates = row.get('coordinates');
  const position =
    coordinates === null ? parseDecimalPosition(row.get('lat'), row.get('lon')) : parsePosition(coordinates);
  return position === 'invalid' ? { position: null, doubt: ['COORDINATES_FORM'] } : { position, doubt: [] };
}

/** Spreadsheets drop the leading zeros of the years 2000 to 2009: `307` is `0307`, `1` is `0001`. */
function readDate(date: string | null): { readonly validFrom: string | null; readonly doubt: readonly string[] } {
  const validFrom = date === null ? null : toMonth(date.padStart(4, '0'));
  const hasLostZero = date !== null && /^\d{1,3}$/.test(date);
  return {
    validFrom,
    doubt: [
      ...(date !== null && validFrom === null ? ['DATE_IMPOSSIBLE'] : []),
      ...(hasLostZero ? ['LEADING_ZERO_LOST'] : []),
    ],
  };
}

/** `0601` is January 2006, `9811` November 1998: the list began in 1981. Null where it is not a month. */
function toMonth(text: string): string | null {
  const [, year, month] = /^(\d{2})(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (!year) return null;
  return `${Number(year) >= 81 ? 19 : 20}${year}-${month}`;
}
