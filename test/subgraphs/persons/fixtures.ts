import { matchedOf } from '../../../ingest/rows/matched.js';
import { compactNumber, storedKeys } from '../../../schema/identifiers/documentNumber.js';
import { latinName, nameKey } from '../../../schema/identifiers/nameKey.js';
import { contactKeys } from '../../../schema/records/keys/contactKeys.js';
import { insertRows as insert, type Row } from '../insertRows.js';

export type { Row };

/** Table names of the source, and the categories that a row of each holds unless it says otherwise. */
const tables = {
  person: ['persons.identity', 'persons.documents', 'persons.contact', 'persons.reason', 'persons.sanctions'],
  organization: ['organizations.identity', 'organizations.registration'],
  vessel_record: ['vessels.identity', 'vessels.registration', 'persons.sanctions'],
  aircraft_record: ['aircraft.identity', 'aircraft.registration'],
  relation: ['persons.reason'],
  interest: ['organizations.registration'],
} as const;

/** Writes fictitious rows as ingest would, with the keys of their names and numbers. */
export function insertRows(adminUrl: string, table: keyof typeof tables, rows: readonly Row[]): Promise<void> {
  const made = rows.map((row) => ({
    originator: 'DE-POLICE',
    ...keysOf(table, row),
    ...matchedOf(`persons.${table}`, row),
    ...row,
  }));
  return insert(adminUrl, `persons.${table}`, made, tables[table]);
}

function keysOf(table: keyof typeof tables, row: Row): Row {
  if (table === 'relation' || table === 'interest') return {};
  const listed = (row.name as string | undefined) ?? null;
  const others = [
    ...((row.names as { name: string }[]) ?? []).map(({ name }) => name),
    ...((row.aliases as string[]) ?? []),
  ];
  const contacts = table === 'vessel_record' || table === 'aircraft_record' ? {} : { contact_keys: contactKeys(row) };
  const names = {
    ...contacts,
    name_key: listed && latinName(listed),
    name_keys: [listed ?? '', ...others].filter(Boolean).map(nameKey),
  };
  const documents = (row.identifications as { type: string; country: string; number: string }[]) ?? [];
  if (table === 'person') {
    return { ...names, identification_keys: documents.flatMap(storedKeys) };
  }
  if (table === 'aircraft_record') return { ...names, ...aircraftKeys(row) };
  const number = row.registration_number as string | undefined;
  return table === 'organization' ? { ...names, registration_key: number ? compactNumber(number) : null } : names;
}

function aircraftKeys(row: Row): Row {
  const mark = row.registration as string | undefined;
  const serial = row.serial_number as string | undefined;
  const marks = [...(mark ? [mark] : []), ...((row.past_registrations as string[]) ?? [])];
  return {
    registration_key: mark ? compactNumber(mark) : null,
    registration_keys: marks.map(compactNumber),
    serial_key: serial ? compactNumber(serial) : null,
  };
}
