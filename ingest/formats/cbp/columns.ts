import type { HeadingsOf } from '../tables/headings.js';

/** Columns of the files, under the headings of their editions. */
export const headings = {
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
    ...['Sum Qty (lbs)', 'Sum of Qty (lbs)', 'Sum Quantity (lbs)', 'Sum of Quantity (lbs)'],
    ...['Quantity (lbs)', 'Qty (lbs)', 'Weight (lbs)', 'Total Weight (lbs)'],
  ],
  kilograms: ['Sum Qty (kg)', 'Sum of Qty (kg)', 'Sum of Quantity (kg)', 'Quantity (kg)', 'Qty (kg)', 'Weight (kg)'],
} as const satisfies HeadingsOf<string>;

export type Field = keyof typeof headings;

/** The columns of the file of field offices and sectors since the edition of fiscal years 2019 to 2022. */
export const usualColumns: readonly Field[] = [
  ...(['year', 'month', 'component', 'region', 'landFilter', 'area', 'drug', 'events', 'pounds'] as const),
];
