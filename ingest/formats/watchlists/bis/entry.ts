import type { StatedAddress } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import { knownElements } from '../../fates.js';
import { createFlags } from '../flags.js';
import { hashKey, type KeyCounter } from '../keys.js';
import { assumeKind } from '../kinds.js';
import { rejectRow, type TableForm, type TableRow } from '../table.js';

/** How the list is written. */
export const bisForm: TableForm = {
  get columns() {
    return [...knownElements('watchlists/bis/elements')];
  },
  required: ['Name', 'Street_Address', 'Effective_Date', 'Standard_Order', 'FR_Citation'],
  delimiters: ['\t', ','],
};

const addressColumns = ['Street_Address', 'City', 'State', 'Postal_Code', 'Country'] as const;

/** The record of one line; a reject where it has no name. */
// Why long: one record, field by field.
export function toDeniedRecord(row: TableRow, toKey: KeyCounter): SourceRecord | Reject {
  const name = row.field('Name');
  if (name === null) return rejectRow(row, 'Name', 'name.missing');
  const flags = createFlags();
  const kind = assumeKind(name, 'person');
  flags.raise('SUBJECT_KIND_ASSUMED');
  const effective = row.field('Effective_Date');
  const [street, city, region, postalCode, country] = addressColumns.map((column) => row.field(column));
  const full = [street, city, region, postalCode, country].filter(Boolean).join(', ');
  const address: StatedAddress = {
    full,
    street: street ?? null,
    city: city ?? null,
    region: region ?? null,
    postalCode: postalCode ?? null,
    country: flags.country(country ?? null),
  };
  const expiration = row.field('Expiration_Date');
  const startDate = flags.date(effective);
  const endDate = flags.date(expiration);
  const orders = { Y: 'Standard denial order', N: 'Denial order with terms of its own' };
  const order = row.field('Standard_Order')?.toUpperCase() ?? null;
  if (order !== null && !(order in orders)) flags.raise('STANDARD_ORDER_UNKNOWN');
  const action = row.field('Action');
  const notes = [
    action && `Action: ${action}`,
    effective && startDate === null && `Effective as stated: ${effective}`,
    expiration && endDate === null && `Expiration as stated: ${expiration}`,
  ].filter(Boolean);
  return {
    kind,
    sourceRef: toKey(hashKey([name, ...addressColumns.map((column) => row.field(column)), startDate ?? effective])),
    origin: { file: row.file, line: row.line },
    raw: row.raw,
    names: [{ name, kind: 'NAME' }],
    addresses: full === '' ? [] : [address],
    notes: notes.length > 0 ? notes.join('; ') : null,
    topics: ['export.control'],
    sanctions: [
      {
        authority: 'BIS',
        programme: 'Denied Persons List',
        country: 'US',
        startDate,
        endDate,
        provisions: [orders[order as 'Y' | 'N'], row.field('FR_Citation')].filter(Boolean).join('; ') || null,
        sourceUrl: 'https://www.bis.gov/dpl',
      },
    ],
    qualityFlags: flags.all(),
  };
}
