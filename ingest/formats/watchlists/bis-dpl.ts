import { fatesOf } from '../fates.js';
import type { FileHead, Format, Recognition } from '../format.js';
import { bisForm, toDeniedRecord } from './bis/entry.js';
import { headerOf, readLists } from './readLists.js';

/**
 * The Denied Persons List of the Bureau of Industry and Security: one line a denial order and address, with a header;
 * separated by tabs, or, in the newer form, by commas. Columns are found by name, in any order.
 *
 * The list has no key: a record's key is a hash of name, address and effective date, with a counter for exact
 * repetitions. A person with two orders or two addresses is two records, as on the list. It does not say either whether
 * an entry is a person: `SUBJECT_KIND_ASSUMED` stands on every record.
 *
 * @see https://www.bis.gov/dpl
 */
export const bisDpl: Format = {
  name: 'bis-dpl',
  description: 'BIS Denied Persons List, with header, separated by tabs or commas',
  publisher: 'Bureau of Industry and Security, US Department of Commerce; bis.gov, "Denied Persons List"',
  versions: ['csv', 'tsv'],
  files: ['dpl.csv', 'dpl.txt'],
  kinds: ['person', 'organization'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
  sample:
    '"FICTIUS EXEMPLAROV"\t"1 SPECIMEN ROAD"\t"EXEMPLE"\t"TX"\t"US"\t"00000"\t"01/31/2020"\t"01/31/2030"\t"Y"\t"2020-02-05"\t"FR NOTICE ADDED"\t"85 F.R. 00000 2/5/2020"',
  elements: () => fatesOf('watchlists/bis/elements'),
  mayBeWhole: true,
  countsRepetitions: true,
  recognise,
  read: (delivery) => readLists(delivery, bisForm, 'watchlists/bis/elements', toDeniedRecord),
};

function recognise(head: FileHead): Recognition | null {
  const header = headerOf(head, bisForm);
  return header === null ? null : { version: header.delimiter === '\t' ? 'tsv' : 'csv' };
}
