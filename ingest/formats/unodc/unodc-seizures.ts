import { toCountryCode } from '../../codes/countries.js';
import type { Reject } from '../../records/record.js';
import type { SeizureStatisticRecord } from '../../records/seizures.js';
import type { Heading, HeadingsOf } from '../tables/headings.js';
import { createKeys, toKeyText } from '../tables/keys.js';
import type { TableRow } from '../tables/readTable.js';
import { tableFormat } from '../tables/tableFormat.js';
import { toFigure } from '../tables/values.js';
import { toGroupedDrugs } from './drugGroups.js';

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

/**
 * Annual drug seizures as member states report them to the UNODC (annual report questionnaire): kilograms a year, by
 * country and drug, in the layouts of the published table and of the data portal.
 *
 * A country may report one drug in several rows of a year that nothing distinguishes; their keys carry a counter.
 */
export const unodcSeizures = tableFormat(
  {
    name: 'unodc-seizures',
    description: 'Drug seizures by country, drug and year, CSV with header: kilograms; totals, not seizures',
    publisher: 'United Nations Office on Drugs and Crime, https://dataunodc.un.org (cite UNODC)',
    versions: ['data-portal', 'annual-seizures'],
    rhythm: 'yearly',
    files: ['seizures.csv'],
    kinds: ['seizureStatistic'],
    envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 2 },
    sample: 'Europe,Netherlands,NLD,Cocaine-type,Cocaine salts,1999,1234.5',
    countsRepetitions: true,
  },
  {
    dispositions: 'unodc/elements',
    headings,
    isHeading,
    versionOf: ({ text }) => (/reference year/i.test(text ?? '') ? 'data-portal' : 'annual-seizures'),
    wanted:
      'Year or Reference year, KG Equivalent or Kilograms, the country or its ISO Code, and Drug with Drug Group or Region',
    advise: (text) =>
      /prices|prevalence|cultivation/.test(text)
        ? 'It seems to be another table of the UNODC: only that of annual drug seizures is read.'
        : null,
    numbers: ['kilograms'],
    openRows: (keys) => {
      const keyOf = createKeys(keys);
      return (row) => toStatistic(row, keyOf);
    },
  },
);

/** Why two of drug, group and region: many tables have a year, a country and kilograms. */
function isHeading({ columns }: Heading<Field>): boolean {
  const has = (field: Field): boolean => columns.has(field);
  const telling = [has('group'), has('drug'), has('region') || has('subregion')].filter(Boolean);
  const isOfDrugs = has('group') || has('drug');
  return has('year') && has('kilograms') && (has('country') || has('iso')) && isOfDrugs && telling.length >= 2;
}

function toStatistic(row: TableRow<Field>, keyOf: ReturnType<typeof createKeys>): SeizureStatisticRecord | Reject {
  const year = /^(\d{4})(?:\.0+)?$/.exec(row.text('year') ?? '')?.[1];
  if (year === undefined) return row.reject('Year', row.text('year') === null ? 'date.missing' : 'date.impossible');
  const [name, iso] = [row.text('country'), row.text('iso')];
  if (name === null && iso === null) return row.reject('country', 'country.missing');
  const kilograms = toFigure(row.text('kilograms'));
  if (typeof kilograms === 'string') return row.reject('KG Equivalent', kilograms);

  const { country, reporter, doubt } = readReporter(name, iso);
  const [drug, group] = [row.text('drug'), row.text('group')];
  const grouped = toGroupedDrugs(group ?? drug ?? '');
  const flags = [
    ...doubt,
    ...(grouped === null ? ['DRUG_GROUP_UNKNOWN'] : []),
    ...(kilograms === null ? ['QUANTITY_MISSING'] : []),
  ];
  return {
    kind: 'seizureStatistic',
    sourceRef: keyOf([year, ...[reporter, group, row.text('subgroup'), drug].map(toKeyText)]),
    origin: row.origin,
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

/** The reporting country, and its form in the key. */
function readReporter(name: string | null, iso: string | null) {
  const [byIso, byName] = [toCountryCode(iso), toCountryCode(name)];
  const country = byIso ?? byName;
  return {
    country,
    // Why the code: a country that is renamed (Türkiye) keeps its records. Why only where the name agrees: the two German
    // states report under one code.
    reporter: country !== null && (name === null || byName === country) ? country : `${iso}|${name}`,
    doubt: [
      ...(country === null ? ['COUNTRY_UNKNOWN'] : []),
      ...(byIso !== null && byName !== null && byIso !== byName ? ['COUNTRY_CONFLICT'] : []),
    ],
  };
}
