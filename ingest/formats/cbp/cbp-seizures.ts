import type { Reject } from '../../records/record.js';
import type { SeizureStatisticRecord } from '../../records/seizures.js';
import { dispositionsOf } from '../dispositions.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from '../format.js';
import { findHeading, type Heading, type HeadingsOf } from '../tables/headings.js';
import { createKeys, toKeyText } from '../tables/keys.js';
import { openTables } from '../tables/openTables.js';
import { readTable, type TableRow } from '../tables/readTable.js';
import { toCount, toFigure } from '../tables/values.js';
import { toDrugGroup } from './drugTypes.js';
import { toFiscalPeriod, toMonth } from './fiscalPeriod.js';

/**
 * Drug seizures of U.S. Customs and Border Protection, as published for each fiscal year: totals by month, field office or
 * sector, and drug. Columns are found by name; the files of different years name them differently.
 *
 * The file has no key: a record's is a hash of period, component, region, land filter, area and drug, so that a later
 * edition with other figures for the same month changes the record.
 */
export const cbpSeizures: Format = {
  name: 'cbp-seizures',
  description:
    'US drug seizures by month, field office and drug, CSV with header: counts and pounds; totals, not seizures',
  publisher: 'U.S. Customs and Border Protection, https://www.cbp.gov/newsroom/stats/drug-seizure-statistics',
  versions: ['other-columns', 'since-fy2019'],
  files: ['nationwide-drugs-fy19-fy22.csv', 'amo-drug-seizures-fy19-fy22.csv'],
  kinds: ['seizureStatistic'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample: '2019,OCT,Office of Field Operations,Northern Border,Land Only,SPECIMEN FIELD OFFICE,Cocaine,3,12.5',
  elements: () => dispositionsOf('cbp/elements'),
  mayBeWhole: true,
  countsRepetitions: true,
  recognise,
  read,
};

type Field =
  | 'year'
  | 'month'
  | 'monthGrouping'
  | 'component'
  | 'region'
  | 'landFilter'
  | 'area'
  | 'areaAbbreviation'
  | 'drug'
  | 'events'
  | 'pounds'
  | 'kilograms';

const headings: HeadingsOf<Field> = {
  year: ['FY', 'Fiscal Year', 'Fiscal Yr'],
  month: ['Month (abbv)', 'Month (abbr)', 'Month Abbreviation', 'Month', 'Month Name'],
  monthGrouping: ['Month Grouping'],
  component: ['Component', 'Office'],
  region: ['Region', 'Border Region', 'Land Border Region'],
  landFilter: ['Land Filter'],
  area: ['Area of Responsibility', 'AOR', 'Field Office/Sector', 'Sector/Field Office', 'Branch'],
  areaAbbreviation: ['AOR (Abbv)', 'AOR (Abbr)'],
  drug: ['Drug Type', 'Drug', 'Drug Category'],
  events: ['Count of Event', 'Count of Events', 'Event Count', 'Events', 'Number of Events'],
  pounds: [
    'Sum Qty (lbs)',
    'Sum of Qty (lbs)',
    'Sum Quantity (lbs)',
    'Sum of Quantity (lbs)',
    'Quantity (lbs)',
    'Qty (lbs)',
    'Weight (lbs)',
    'Total Weight (lbs)',
  ],
  kilograms: ['Sum Qty (kg)', 'Sum of Qty (kg)', 'Sum of Quantity (kg)', 'Quantity (kg)', 'Qty (kg)', 'Weight (kg)'],
};

/** The columns that the file of field offices and sectors has had since the edition of fiscal years 2019 to 2022. */
const usualColumns: readonly Field[] = [
  'year',
  'month',
  'component',
  'region',
  'landFilter',
  'area',
  'drug',
  'events',
  'pounds',
];

const numbers: readonly Field[] = ['events', 'pounds', 'kilograms'];

/** Kilograms in a pound, exactly (International yard and pound agreement of 1959). */
const kilogramsPerPound = 0.45359237;

function isHeading({ columns }: Heading<Field>): boolean {
  const has = (...fields: readonly Field[]): boolean => fields.some((field) => columns.has(field));
  return has('year') && has('drug') && has('pounds', 'kilograms') && has('component', 'area', 'landFilter');
}

function recognise({ text }: FileHead): Recognition | null {
  const found = findHeading(text, headings, isHeading);
  if (found === null) return null;
  const { columns, unknown } = found.heading;
  const isUsual =
    unknown.length === 0 && columns.size === usualColumns.length && usualColumns.every((field) => columns.has(field));
  return { version: isUsual ? 'since-fy2019' : 'other-columns' };
}

async function* read({ files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  const tables = await openTables(files, ({ text }) => findHeading(text, headings, isHeading), {
    headings,
    wanted: 'FY, Drug Type, Sum Qty (lbs), and one of Component, Area of Responsibility, Land Filter',
    advise,
  });
  const keyOf = createKeys();
  for (const { file, opened: found } of tables) {
    for await (const row of readTable({ file, found, unmapped, numbers })) {
      yield row.kind === 'reject' ? row : toStatistic(row, file.name, keyOf);
    }
  }
}

function advise(text: string): string | null {
  const other = /weapon|ammunition/.test(text) ? 'weapons' : /currency/.test(text) ? 'currency' : null;
  return other === null
    ? null
    : `It seems to be the file of ${other} seizures: only that of drugs is read; a mapping file (format mapped) can read others.`;
}

// Why long: one record, field by field.
function toStatistic(
  row: TableRow<Field>,
  file: string,
  keyOf: ReturnType<typeof createKeys>,
): SeizureStatisticRecord | Reject {
  const year = row.text('year');
  const grouping = row.text('monthGrouping');
  const month = row.text('month') ?? toMonthOfGrouping(grouping);
  const period = toFiscalPeriod(year, month);
  if (period === null) {
    if (year === null) return row.reject('FY', 'date.missing');
    return row.reject(toFiscalPeriod(year, null) === null ? 'FY' : 'Month', 'date.impossible');
  }
  const events = toCount(row.text('events'));
  if (typeof events === 'string') return row.reject('Count of Event', events);
  const inPounds = row.text('pounds') !== null;
  const quantity = toFigure(inPounds ? row.text('pounds') : row.text('kilograms'));
  if (typeof quantity === 'string') return row.reject(inPounds ? 'Sum Qty (lbs)' : 'Sum Qty (kg)', quantity);

  const component = row.text('component');
  const area = row.text('area');
  const drug = row.text('drug')?.replace(/(?<!\s)\s*\*+$/, '') ?? null;
  const drugGroup = drug === null ? null : toDrugGroup(drug);
  const flags = [
    ...period.flags,
    ...(drug === null ? ['DRUG_MISSING'] : drugGroup === null ? ['DRUG_UNKNOWN'] : []),
    ...(quantity === null ? ['QUANTITY_MISSING'] : []),
  ];
  const identity = [
    component,
    row.text('region'),
    row.text('landFilter'),
    area,
    drug,
    month === null ? grouping : null,
  ].map(toKeyText);
  return {
    kind: 'seizureStatistic',
    sourceRef: keyOf([period.from, period.to, ...identity]),
    origin: { file, line: row.line },
    raw: row.raw,
    ...(flags.length > 0 ? { qualityFlags: flags } : {}),
    reportedBy: area ?? component ?? 'U.S. Customs and Border Protection',
    component,
    region: row.text('region'),
    scope: row.text('landFilter'),
    country: 'US',
    periodFrom: period.from,
    periodTo: period.to,
    category: 'DRUGS',
    drugGroup,
    drug,
    events,
    quantity,
    unit: quantity === null ? null : inPounds ? 'LBR' : 'KGM',
    normalisedKg: quantity === null ? null : inPounds ? toKilograms(quantity) : quantity,
  };
}

/** Some years have a month there, others `FYTD` or `Remaining`, which say no more than the year does. */
function toMonthOfGrouping(grouping: string | null): string | null {
  return grouping !== null && toMonth(grouping) !== null ? grouping : null;
}

/** To twelve digits: what the product of two decimal fractions has beyond is an artefact of binary numbers. */
function toKilograms(pounds: number): number {
  return Number((pounds * kilogramsPerPound).toPrecision(12));
}
