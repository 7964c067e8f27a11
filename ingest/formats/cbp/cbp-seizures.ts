import type { Reject } from '../../records/record.js';
import type { SeizureStatisticRecord } from '../../records/seizures.js';
import type { FoundHeading, Heading } from '../tables/headings.js';
import { createKeys, toKeyText } from '../tables/keys.js';
import type { TableRow } from '../tables/readTable.js';
import { tableFormat } from '../tables/tableFormat.js';
import { toCount, toFigure } from '../tables/values.js';
import { type Field, headings, usualColumns } from './columns.js';
import { toDrugGroup } from './drugTypes.js';
import { toFiscalPeriod, toMonth } from './fiscalPeriod.js';

/**
 * Drug seizures of U.S. Customs and Border Protection, as published for each fiscal year: totals by month, field office or
 * sector, and drug. The files of different years name their columns differently.
 *
 * The file has no key: a record's key is a hash of period, component, region, land filter, area and drug, so that a later
 * edition with other figures for the same month changes the record.
 */
export const cbpSeizures = tableFormat(
  {
    name: 'cbp-seizures',
    description:
      'US drug seizures by month, field office and drug, CSV with header: counts and pounds; totals, not seizures',
    publisher: 'U.S. Customs and Border Protection, https://www.cbp.gov/newsroom/stats/drug-seizure-statistics',
    versions: ['other-columns', 'since-fy2019'],
    rhythm: 'monthly',
    files: ['nationwide-drugs-fy19-fy22.csv', 'amo-drug-seizures-fy19-fy22.csv'],
    kinds: ['seizureStatistic'],
    envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
    sample: '2019,OCT,Office of Field Operations,Northern Border,Land Only,SPECIMEN FIELD OFFICE,Cocaine,3,12.5',
    countsRepetitions: true,
  },
  {
    dispositions: 'cbp/elements',
    headings,
    isHeading,
    versionOf,
    wanted: 'FY, Drug Type, Sum Qty (lbs), and one of Component, Area of Responsibility, Land Filter',
    advise,
    numbers: ['events', 'pounds', 'kilograms'],
    openRows: (keys) => {
      const keyOf = createKeys(keys);
      return (row) => toStatistic(row, keyOf);
    },
  },
);

function isHeading({ columns }: Heading<Field>): boolean {
  const has = (...fields: readonly Field[]): boolean => fields.some((field) => columns.has(field));
  return has('year') && has('drug') && has('pounds', 'kilograms') && has('component', 'area', 'landFilter');
}

function versionOf({ heading: { columns, unknown } }: FoundHeading<Field>): string {
  const isUsual =
    unknown.length === 0 && columns.size === usualColumns.length && usualColumns.every((field) => columns.has(field));
  return isUsual ? 'since-fy2019' : 'other-columns';
}

function advise(text: string): string | null {
  const other = /weapon|ammunition/.test(text) ? 'weapons' : /currency/.test(text) ? 'currency' : null;
  return other === null
    ? null
    : `It seems to be the file of ${other} seizures: only that of drugs is read; a mapping file (format mapped) can read others.`;
}

function toStatistic(row: TableRow<Field>, keyOf: ReturnType<typeof createKeys>): SeizureStatisticRecord | Reject {
  const grouping = row.text('monthGrouping');
  const month = row.text('month') ?? toMonthOfGrouping(grouping);
  const period = toFiscalPeriod(row.text('year'), month);
  if (period === null) return rejectPeriod(row);
  const events = toCount(row.text('events'));
  if (typeof events === 'string') return row.reject('Count of Event', events);
  const mass = readMass(row);
  if ('kind' in mass) return mass;

  const component = row.text('component');
  const region = row.text('region');
  const landFilter = row.text('landFilter');
  const area = row.text('area');
  const { drug, drugGroup, doubt } = readDrug(row.text('drug'));
  const flags = [...period.flags, ...doubt, ...(mass.quantity === null ? ['QUANTITY_MISSING'] : [])];
  const identity = [component, region, landFilter, area, drug, month === null ? grouping : null].map(toKeyText);
  return {
    kind: 'seizureStatistic',
    sourceRef: keyOf([period.from, period.to, ...identity]),
    origin: row.origin,
    raw: row.raw,
    ...(flags.length > 0 ? { qualityFlags: flags } : {}),
    reportedBy: area ?? component ?? 'U.S. Customs and Border Protection',
    component,
    region,
    scope: landFilter,
    country: 'US',
    periodFrom: period.from,
    periodTo: period.to,
    category: 'DRUGS',
    drugGroup,
    drug,
    events,
    ...mass,
  };
}

/** Why a row has no period: there is no year, or the year or the month is none. */
function rejectPeriod(row: TableRow<Field>): Reject {
  const year = row.text('year');
  if (year === null) return row.reject('FY', 'date.missing');
  return row.reject(toFiscalPeriod(year, null) === null ? 'FY' : 'Month', 'date.impossible');
}

/** Some years state a month there, others `FYTD` or `Remaining`, which say no more than the year does. */
function toMonthOfGrouping(grouping: string | null): string | null {
  return grouping !== null && toMonth(grouping) !== null ? grouping : null;
}

/** Drug type without footnote marks, and its group. */
function readDrug(stated: string | null) {
  if (stated === null) return { drug: null, drugGroup: null, doubt: ['DRUG_MISSING'] };
  const drug = stated.replace(/(?<!\s)\s*\*+$/, '');
  const drugGroup = toDrugGroup(drug);
  return { drug, drugGroup, doubt: drugGroup === null ? ['DRUG_UNKNOWN'] : [] };
}

type Mass = Pick<SeizureStatisticRecord, 'quantity' | 'unit' | 'normalisedKg'>;

/** Pounds where the edition has them, else kilograms; a reject where that is no figure. */
function readMass(row: TableRow<Field>): Mass | Reject {
  const pounds = row.text('pounds');
  const quantity = toFigure(pounds ?? row.text('kilograms'));
  if (typeof quantity === 'string') return row.reject(pounds === null ? 'Sum Qty (kg)' : 'Sum Qty (lbs)', quantity);
  if (quantity === null) return { quantity, unit: null, normalisedKg: null };
  if (pounds === null) return { quantity, unit: 'KGM', normalisedKg: quantity };
  return { quantity, unit: 'LBR', normalisedKg: toKilograms(quantity) };
}

/** Kilograms in a pound, exactly (International yard and pound agreement of 1959). */
const kilogramsPerPound = 0.45359237;

/** To twelve digits: anything beyond is an artefact of binary fractions. */
function toKilograms(pounds: number): number {
  return Number((pounds * kilogramsPerPound).toPrecision(12));
}
