import { toCountryCode } from '../../codes/countries.js';
import type { Reject } from '../../records/record.js';
import type { SeizureStatisticRecord } from '../../records/seizures.js';
import { dispositionsOf } from '../dispositions.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from '../format.js';
import { findHeading, type Heading, type HeadingsOf } from '../tables/headings.js';
import { createKeys, toKeyText } from '../tables/keys.js';
import { openTables } from '../tables/openTables.js';
import { readTable, type TableRow } from '../tables/readTable.js';
import { toFigure } from '../tables/values.js';
import { toGroupedDrugs } from './drugGroups.js';

/**
 * Annual drug seizures as member states report them to the UNODC (annual report questionnaire): kilograms a year, by
 * country and drug, in the layouts of the published table and of the data portal. Columns are found by name.
 *
 * A country may report one drug in several lines of a year; nothing tells them apart, and a counter keeps them so.
 */
export const unodcSeizures: Format = {
  name: 'unodc-seizures',
  description: 'Drug seizures by country, drug and year, CSV with header: kilograms; totals, not seizures',
  publisher: 'United Nations Office on Drugs and Crime, https://dataunodc.un.org (cite UNODC)',
  versions: ['data-portal', 'annual-seizures'],
  files: ['seizures.csv'],
  kinds: ['seizureStatistic'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 2 },
  sample: 'Europe,Netherlands,NLD,Cocaine-type,Cocaine salts,1999,1234.5',
  elements: () => dispositionsOf('unodc/elements'),
  mayBeWhole: true,
  countsRepetitions: true,
  recognise,
  read,
};

type Field = 'region' | 'subregion' | 'country' | 'iso' | 'group' | 'subgroup' | 'drug' | 'year' | 'kilograms';

const headings: HeadingsOf<Field> = {
  region: ['Region'],
  subregion: ['SubRegion', 'Sub-region'],
  country: ['Country', 'Country/Territory', 'Country or Territory', 'Country Name'],
  iso: ['ISO Code', 'msCode', 'ISO3', 'ISO3 Code', 'ISO Alpha-3', 'Iso3_code'],
  group: ['Drug Group', 'Drug Class'],
  subgroup: ['Drug SubGroup', 'Drug Sub-Group'],
  drug: ['Drug', 'Drug Name', 'Drug Type'],
  year: ['Year', 'Reference year'],
  kilograms: ['KG Equivalent', 'Kilograms', 'Kilogram', 'Kilogram Equivalent', 'Quantity (kg)', 'KG'],
};

/** Why two of drug, group and region: a year, a country and kilograms stand in many tables. */
function isHeading({ columns }: Heading<Field>): boolean {
  const has = (field: Field): boolean => columns.has(field);
  const telling = [has('group'), has('drug'), has('region') || has('subregion')].filter(Boolean);
  const isOfDrugs = has('group') || has('drug');
  return has('year') && has('kilograms') && (has('country') || has('iso')) && isOfDrugs && telling.length >= 2;
}

function recognise({ text }: FileHead): Recognition | null {
  const found = findHeading(text, headings, isHeading);
  if (found === null) return null;
  return { version: /reference year/i.test(text.slice(0, 2000)) ? 'data-portal' : 'annual-seizures' };
}

async function* read({ files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  const tables = await openTables(files, ({ text }) => findHeading(text, headings, isHeading), {
    headings,
    wanted:
      'Year or Reference year, KG Equivalent or Kilograms, the country or its ISO Code, and Drug with Drug Group or Region',
    advise: (text) =>
      /prices|prevalence|cultivation/.test(text)
        ? 'It seems to be another table of the UNODC: only that of annual drug seizures is read.'
        : null,
  });
  const keyOf = createKeys();
  for (const { file, opened: found } of tables) {
    for await (const row of readTable({ file, found, unmapped, numbers: ['kilograms'] })) {
      yield row.kind === 'reject' ? row : toStatistic(row, file.name, keyOf);
    }
  }
}

// Why long: one record, field by field.
function toStatistic(
  row: TableRow<Field>,
  file: string,
  keyOf: ReturnType<typeof createKeys>,
): SeizureStatisticRecord | Reject {
  const year = /^(\d{4})(?:\.0+)?$/.exec(row.text('year') ?? '')?.[1];
  if (year === undefined) return row.reject('Year', row.text('year') === null ? 'date.missing' : 'date.impossible');
  const name = row.text('country');
  const iso = row.text('iso');
  if (name === null && iso === null) return row.reject('country', 'country.missing');
  const kilograms = toFigure(row.text('kilograms'));
  if (typeof kilograms === 'string') return row.reject('KG Equivalent', kilograms);

  const byIso = toCountryCode(iso);
  const byName = toCountryCode(name);
  const country = byIso ?? byName;
  const drug = row.text('drug');
  const group = row.text('group');
  const grouped = toGroupedDrugs(group ?? drug ?? '');
  const flags = [
    ...(country === null ? ['COUNTRY_UNKNOWN'] : []),
    ...(byIso !== null && byName !== null && byIso !== byName ? ['COUNTRY_CONFLICT'] : []),
    ...(grouped === null ? ['DRUG_GROUP_UNKNOWN'] : []),
    ...(kilograms === null ? ['QUANTITY_MISSING'] : []),
  ];
  // Why not always the name: a country that takes another one (Türkiye) keeps its records. Why not always the code: the
  // two German states report under one.
  const reporter = country !== null && (name === null || byName === country) ? country : `${iso}|${name}`;
  return {
    kind: 'seizureStatistic',
    sourceRef: keyOf([year, ...[reporter, group, row.text('subgroup'), drug].map(toKeyText)]),
    origin: { file, line: row.line },
    raw: row.raw,
    ...(flags.length > 0 ? { qualityFlags: flags } : {}),
    reportedBy: name ?? iso,
    region: row.text('region'),
    scope: row.text('subregion'),
    country,
    periodFrom: year,
    periodTo: year,
    category: grouped?.category ?? 'DRUGS',
    drugGroup: grouped?.drugGroup ?? null,
    drug,
    quantity: kilograms,
    unit: kilograms === null ? null : 'KGM',
    normalisedKg: kilograms,
  };
}
