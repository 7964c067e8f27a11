import type { Reject, SourceRecord } from '../../records/record.js';
import type { KeyCounter } from '../../spill/keyCounter.js';
import type { TableRow } from '../tables/namedColumns.js';
import { createFlags, type Flags } from './flags.js';
import { assumeKind } from './kinds.js';
import { joinStated } from './parts.js';
import { hashKey, tableList } from './watchList.js';

const address = ['Street_Address', 'City', 'State', 'Postal_Code', 'Country'];

/**
 * The Denied Persons List of the Bureau of Industry and Security: a line for each denial order and address, with a header;
 * separated by tabs or, in the newer form, by commas. Columns are found by name, in any order.
 *
 * The list has no key: a record's key is a hash of name, address and effective date, with a counter for exact
 * repetitions. A person with two orders or two addresses is two records, as on the list. Whether an entry is a person is
 * not stated either: every record has the flag `SUBJECT_KIND_ASSUMED`.
 *
 * @see https://www.bis.gov/dpl
 */
export const bisDpl = tableList({
  name: 'bis-dpl',
  description: 'BIS Denied Persons List, with header, separated by tabs or commas',
  publisher: 'Bureau of Industry and Security, US Department of Commerce; bis.gov, "Denied Persons List"',
  versions: ['csv', 'tsv'],
  rhythm: 'weekly',
  files: ['dpl.csv', 'dpl.txt'],
  kinds: ['person', 'organization'],
  sample:
    '"FICTIUS EXEMPLAROV"\t"1 SPECIMEN ROAD"\t"EXEMPLE"\t"TX"\t"US"\t"00000"\t"01/31/2020"\t"01/31/2030"\t"Y"\t"2020-02-05"\t"FR NOTICE ADDED"\t"85 F.R. 00000 2/5/2020"',
  dispositions: {
    mapped: {
      Name: 'Person.name, Organization.name',
      ...{ Street_Address: 'address', City: 'address', State: 'address', Country: 'address', Postal_Code: 'address' },
      Effective_Date: 'Sanction.startDate',
      Expiration_Date: 'Sanction.endDate',
      Standard_Order: 'Sanction.provisions',
      FR_Citation: 'Sanction.provisions',
      Action: 'Person.notes, Organization.notes',
    },
    raw: ['Last_Update'],
    dropped: {},
  },
  countsRepetitions: true,
  required: ['Name', 'Street_Address', 'Effective_Date', 'Standard_Order', 'FR_Citation'],
  delimiters: ['\t', ','],
  versionOf: ({ delimiter }) => (delimiter === '\t' ? 'tsv' : 'csv'),
  toItem: toDeniedRecord,
});

/** Denial orders by letter, also in the Consolidated Screening List. */
export const denialOrders: ReadonlyMap<string, string> = new Map([
  ['Y', 'Standard denial order'],
  ['N', 'Denial order with terms of its own'],
]);

/** The record of one line; a reject where it has no name. */
function toDeniedRecord(row: TableRow, toKey: KeyCounter): SourceRecord | Reject {
  const name = row.get('Name');
  if (name === null) return row.reject('Name', 'name.missing');
  const flags = createFlags(['SUBJECT_KIND_ASSUMED']);
  const columns = address.map((column) => row.get(column));
  const [street = null, city = null, region = null, postalCode = null, country = null] = columns;
  const full = joinStated(columns);
  const [effective, expiration, action] = [row.get('Effective_Date'), row.get('Expiration_Date'), row.get('Action')];
  const [startDate, endDate] = [flags.date(effective), flags.date(expiration)];
  return {
    kind: assumeKind(name, 'person'),
    sourceRef: toKey(hashKey([name, ...columns, startDate ?? effective])),
    origin: row.origin,
    raw: row.raw,
    names: [{ name, kind: 'NAME' }],
    addresses: full === null ? [] : [{ full, street, city, region, postalCode, country: flags.country(country) }],
    notes: joinStated(
      [
        action && `Action: ${action}`,
        startDate === null ? effective && `Effective as stated: ${effective}` : null,
        endDate === null ? expiration && `Expiration as stated: ${expiration}` : null,
      ],
      '; ',
    ),
    topics: ['export.control'],
    sanctions: [
      {
        authority: 'BIS',
        programme: 'Denied Persons List',
        country: 'US',
        startDate,
        endDate,
        provisions: joinStated([readOrder(row, flags), row.get('FR_Citation')], '; '),
        sourceUrl: 'https://www.bis.gov/dpl',
      },
    ],
    qualityFlags: flags.all(),
  };
}

function readOrder(row: TableRow, flags: Flags): string | null {
  const letter = row.get('Standard_Order')?.toUpperCase() ?? null;
  if (letter === null) return null;
  const order = denialOrders.get(letter) ?? null;
  if (order === null) flags.raise('STANDARD_ORDER_UNKNOWN');
  return order;
}
