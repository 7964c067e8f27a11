import { toCountryCode } from '../../codes/countries.js';
import type { TableRow } from '../tables/namedColumns.js';
import { type CodeDefect, type CodeEntry, toProperties } from './reference/entry.js';
import { type CodePart, headerOf } from './reference/parts.js';
import { referenceFormat } from './reference/referenceFormat.js';

/** Columns that become properties of a country, and the names of those. */
const properties = {
  'ISO3166-1-Alpha-3': 'alpha3',
  'ISO3166-1-numeric': 'numeric',
  official_name_en: 'nameEn',
  official_name_fr: 'nameFr',
  official_name_es: 'nameEs',
  official_name_ru: 'nameRu',
  official_name_ar: 'nameAr',
  official_name_cn: 'nameZh',
  'UNTERM English Formal': 'formalNameEn',
  'ISO4217-currency_alphabetic_code': 'currency',
  'ISO4217-currency_minor_unit': 'currencyDecimals',
  is_independent: 'independence',
  Dial: 'dial',
  TLD: 'topLevelDomain',
  Capital: 'capital',
  Continent: 'continent',
  'Region Name': 'region',
  'Sub-region Name': 'subregion',
  'Intermediate Region Name': 'intermediateRegion',
  Languages: 'languages',
} as const;

/** Columns of editions up to 2015, and their later names. */
const formerColumns = {
  name_fr: 'official_name_fr',
  currency_alphabetic_code: 'ISO4217-currency_alphabetic_code',
  currency_minor_unit: 'ISO4217-currency_minor_unit',
} as const;

/** Names of the columns in UN M49, and in lists of ISO 3166 alone. */
const otherColumns = {
  'ISO3166-1-Alpha-2': ['ISO-alpha2 Code', 'alpha-2'],
  'ISO3166-1-Alpha-3': ['ISO-alpha3 Code', 'alpha-3'],
  'ISO3166-1-numeric': ['M49 Code', 'country-code'],
  'CLDR display name': ['Country or Area'],
  'Region Name': ['region'],
  'Sub-region Name': ['sub-region'],
  'Intermediate Region Name': ['intermediate-region'],
} as const;

/** Columns of the name; the first with a value counts. */
const names = ['CLDR display name', 'name', 'official_name_en', 'UNTERM English Short'];

const parts: readonly CodePart[] = [
  { version: '1', list: 'countries', header: headerOf(['ISO3166-1-Alpha-2', 'ISO3166-1-Alpha-3']), toEntry: toCountry },
  { version: 'un-m49', list: 'countries', header: headerOf(['ISO-alpha2 Code', 'M49 Code']), toEntry: toCountry },
  { version: 'iso-3166', list: 'countries', header: headerOf(['name', 'alpha-2', 'country-code']), toEntry: toCountry },
  { version: 'iso-3166', list: 'countries', header: headerOf(['name', 'alpha-3', 'country-code']), toEntry: toCountry },
];

/** Countries by ISO 3166-1 with currencies, regions and names in six languages, as CSV. */
export const countries = referenceFormat({
  name: 'countries',
  description: 'Countries by ISO 3166-1: names in six languages, currency, region, CSV with header',
  publisher:
    'ISO 3166-1, ISO 4217 and UN M49; as datasets/country-codes publishes them, UN M49, and lists of ISO 3166-1 alone',
  versions: ['1', 'un-m49', 'iso-3166'],
  files: ['country-codes.csv'],
  sample: 'NLD,NL,528,Netherlands,EUR,Amsterdam,EU',
  dispositions: 'codeLists/countries.elements',
  parts,
});

function toCountry(row: TableRow): CodeEntry | CodeDefect {
  const others: Readonly<Record<string, readonly string[]>> = otherColumns;
  const get = (column: string): string | null =>
    row.get(column) ?? others[column]?.map((other) => row.get(other)).find((text) => text !== null) ?? null;
  const written = get('ISO3166-1-Alpha-2')?.toUpperCase() ?? null;
  // Why: in several editions a program took `NA`, Namibia, for "not available"; its alpha-3 code is left.
  const code = written ?? toCountryCode(get('ISO3166-1-Alpha-3'));
  if (code === null) return { field: 'ISO3166-1-Alpha-2', reason: 'code.missing' };
  const name = names.map(get).find((text) => text !== null);
  if (!name) return { field: 'CLDR display name', reason: 'name.missing' };
  const stated = Object.fromEntries(Object.entries(properties).map(([column, property]) => [property, get(column)]));
  for (const [column, later] of Object.entries(formerColumns)) stated[properties[later]] ??= row.get(column);
  stated.numeric ??= row.get('M49');
  return {
    code,
    name,
    properties: toProperties({ ...stated, numeric: stated.numeric?.padStart(3, '0') }),
    qualityFlags: [
      ...(written === null ? ['CODE_FROM_ALPHA3'] : []),
      ...(toCountryCode(code) === code ? [] : ['COUNTRY_UNKNOWN']),
    ],
  };
}
