import type { StatedAddress } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import type { KeyCounter } from '../../../spill/keyCounter.js';
import type { TableRow } from '../../tables/namedColumns.js';
import { createFlags } from '../flags.js';
import { hashKey } from '../keys.js';
import { assumeKind } from '../kinds.js';
import type { ListForm } from '../readLists.js';

/** How the list is written. */
export const bisForm: ListForm = {
  required: ['Name', 'Street_Address', 'Effective_Date', 'Standard_Order', 'FR_Citation'],
  delimiters: ['\t', ','],
};

const addressColumns = ['Street_Address', 'City', 'State', 'Postal_Code', 'Country'] as const;

/** The record of one line; a reject where it has no name. */
// Why long: one record, field by field.
export function toDeniedRecord(row: TableRow, toKey: KeyCounter): SourceRecord | Reject {
  const name = row.get('Name');
  if (name === null) return row.reject('Name', 'name.missing');
  const flags = createFlags();
  const kind = assumeKind(name, 'person');
  flags.raise('SUBJECT_KIND_ASSUMED');
  const effective = row.get('Effective_Date');
  const [street, city, region, postalCode, country] = addressColumns.map((column) => row.get(column));
  const full = [street, city, region, postalCode, country].filter(Boolean).join(', ');
  const address: StatedAddress = {
    full,
    street: street ?? null,
    city: city ?? null,
    region: region ?? null,
    postalCode: postalCode ?? null,
    country: flags.country(country ?? null),
  };
  const expiration = row.get('Expiration_Date');
  const startDate = flags.date(effective);
  const endDate = flags.date(expiration);
  const orders = { Y: 'Standard denial order', N: 'Denial order with terms of its own' };
  const order = row.get('Standard_Order')?.toUpperCase() ?? null;
  if (order !== null && !(order in orders)) flags.raise('STANDARD_ORDER_UNKNOWN');
  const action = row.get('Action');
  const notes = [
    action && `Action: ${action}`,
    effective && startDate === null && `Effective as stated: ${effective}`,
    expiration && endDate === null && `Expiration as stated: ${expiration}`,
  ].filter(Boolean);
  return {
    kind,
    sourceRef: toKey(hashKey([name, ...addressColumns.map((column) => row.get(column)), startDate ?? effective])),
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
        provisions: [orders[order as 'Y' | 'N'], row.get('FR_Citation')].filter(Boolean).join('; ') || null,
        sourceUrl: 'https://www.bis.gov/dpl',
      },
    ],
    qualityFlags: flags.all(),
  };
}
