import { toCountryCode } from '../../../codes/countries.js';
import type { CodeListName } from '../../../records/directory.js';
import type { FileHead } from '../../format.js';
import { type Header, headerFrom, headLines, type TableRow } from '../../tables/namedColumns.js';
import { type CodeDefect, type CodeEntry, codeAndName, toProperties } from '../reference/entry.js';
import { type CodePart, headerOf } from '../reference/parts.js';

/** The small tables published with UN/LOCODE: countries, subdivisions, functions, statuses. */
export const tableParts: readonly CodePart[] = [
  {
    version: 'tables',
    part: 'subdivisions',
    list: 'unlocode-subdivisions',
    header: headerOf(['sucountry', 'sucode', 'suname']),
    toEntry: toSubdivision,
  },
  {
    version: 'parts',
    part: 'subdivisions',
    list: 'unlocode-subdivisions',
    header: findSubdivisions,
    toEntry: toSubdivision,
  },
  pairs('countries', 'unlocode-countries', 'CountryCode', 'CountryName'),
  pairs('functions', 'unlocode-functions', 'FunctionCode', 'FunctionDescription'),
  pairs('statuses', 'unlocode-statuses', 'STStatus', 'STDescription'),
];

/** Columns of UNECE's own `SubdivisionCodes.csv`, in order. */
const subdivisionColumns = ['SUCountry', 'SUCode', 'SUName', 'SUType'];

const subdivisionLine = /^"([A-Z]{2})","[A-Z0-9]{1,3}","[^"]+"(?:,"[^"]*")?,?$/;

/** UNECE's table of subdivisions, from the archive of the parts, has no header either. */
function findSubdivisions({ text }: FileHead): Header | null {
  const lines = headLines(text, 20).filter((line) => line.trim() !== '');
  const entries = lines.filter((line) => toCountryCode(subdivisionLine.exec(line)?.[1]) !== null);
  // Why nearly all: many tables have some rows that begin with a country code and a short code.
  if (entries.length === 0 || entries.length < lines.length * 0.9 - 1) return null;
  return headerFrom(subdivisionColumns);
}

/** A table of codes and their meanings. */
function pairs(part: string, list: CodeListName, codeColumn: string, nameColumn: string): CodePart {
  return {
    version: 'tables',
    part,
    list,
    header: headerOf([codeColumn, nameColumn], { exactly: true }),
    toEntry: (row) => codeAndName(row, codeColumn, nameColumn),
  };
}

/** ISO 3166-2 writes the country before the subdivision: `AD-02`. */
function toSubdivision(row: TableRow): CodeEntry | CodeDefect {
  const country = row.get('SUCountry');
  if (country === null) return { field: 'SUCountry', reason: 'code.missing' };
  const named = codeAndName(row, 'SUCode', 'SUName');
  if ('reason' in named) return named;
  const { code, name } = named;
  return { code: `${country}-${code}`, name, parent: country, properties: toProperties({ type: row.get('SUType') }) };
}
