import { sql } from '../../../storage/kysely.js';
import type { TestDeployment } from '../../support/deployment.js';

/** A party of a consignment, as its row has it. */
export interface Party {
  readonly id: string;
  readonly consignment: string;
  readonly role: string;
  readonly name: string | null;
  /** Pseudonyms of whom it names. */
  readonly refs: readonly string[];
}

/** A link by its id: what it says, and who stands at its ends. */
export interface Link {
  readonly name: string | null;
  readonly refs: readonly string[];
  /** IMO or container number, as it stands in the row. */
  readonly number: string | null;
  /** The record that it stands in; null where it is one by itself. */
  readonly owner: string | null;
}

/** What the recorder knows of the database, by SQL of its own. */
export interface Knowledge {
  readonly links: ReadonlyMap<string, Link>;
  /** By consignment. */
  readonly parties: ReadonlyMap<string, readonly Party[]>;
  /** Of seizures and consignments: the ship, by the record's id. */
  readonly ships: ReadonlyMap<string, { readonly name: string | null; readonly imo: string | null }>;
  /** Ids of records that have data of their own. */
  readonly records: ReadonlySet<string>;
  /** Every number by which somebody or something is known. */
  readonly numbers: ReadonlySet<string>;
}

/** Tables of links: columns of pseudonyms, of a stated name, and of a number. */
const linkTables: readonly (readonly [table: string, refs: readonly string[], name: string, number: string])[] = [
  ['seizures.seizure_person', ['person_ref'], 'stated_name', 'null'],
  ['seizures.seizure_organization', ['organization_ref'], 'stated_name', 'null'],
  ['seizures.seizure_consignment', ['consignment_ref'], 'null', 'null'],
  ['seizures.seizure_container', [], 'stated_number', 'container_id'],
  ['incidents.incident_person', ['person_ref'], 'stated_name', 'null'],
  ['incidents.incident_organization', ['organization_ref'], 'stated_name', 'null'],
  ['incidents.incident_vessel', [], 'stated_name', 'imo'],
  ['incidents.incident_container', [], 'stated_number', 'container_id'],
  ['incidents.incident_consignment', ['consignment_ref'], 'null', 'null'],
  ['incidents.incident_seizure', ['seizure_ref'], 'null', 'null'],
  ['incidents.operation_agency', [], 'null', 'null'],
  [
    'persons.relation',
    ['relative_ref', 'relative_organization_ref', 'relative_vessel_record_ref', 'relative_aircraft_record_ref'],
    'stated_name',
    'null',
  ],
  [
    'persons.interest',
    ['holder_person_ref', 'holder_organization_ref', 'organization_ref', 'vessel_record_ref', 'aircraft_record_ref'],
    'null',
    'null',
  ],
];

/** Column of the record that a link stands in. */
function ownerOf(table: string): string {
  const [, record] = /\.(seizure|incident|operation)_/.exec(table) ?? [];
  return record ? `${record === 'operation' ? 'joint_operation' : record}_id` : 'null';
}

/** Tables of records. */
const recordTables: readonly string[] = [
  ...[
    'cargo.consignment',
    'persons.person',
    'persons.organization',
    'persons.vessel_record',
    'persons.aircraft_record',
  ],
  ...['seizures.seizure', 'seizures.seizure_statistic', 'incidents.incident', 'incidents.joint_operation'],
];

/** Where numbers stand. */
const numberColumns: readonly string[] = [
  'select mrn from cargo.consignment',
  'select previous_mrn from cargo.consignment',
  'select vessel_imo from cargo.consignment',
  'select transport_document_reference from cargo.consignment',
  'select container_id from cargo.transport_equipment',
  'select eori from cargo.trade_party',
  'select vessel_imo from seizures.seizure',
  'select stated_mrn from seizures.seizure_consignment',
  'select container_id from seizures.seizure_container',
  'select stated_mrn from incidents.incident_consignment',
  'select container_id from incidents.incident_container',
  'select imo from incidents.incident_vessel',
  "select d ->> 'number' from persons.person p, jsonb_array_elements(p.identifications) d",
  "select d ->> 'number' from persons.organization p, jsonb_array_elements(p.identifications) d",
  'select eori from persons.person',
  'select eori from persons.organization',
  'select registration_number from persons.organization',
  'select vat_code from persons.organization',
  'select imo from persons.vessel_record',
  'select mmsi from persons.vessel_record',
  'select call_sign from persons.vessel_record',
  'select registration from persons.aircraft_record',
  'select unnest(past_registrations) from persons.aircraft_record',
  'select serial_number from persons.aircraft_record',
  'select icao_address from persons.aircraft_record',
];

/** Reads all of it. */
export async function readDatabase({ databases }: Pick<TestDeployment, 'databases'>): Promise<Knowledge> {
  const rows = async <Row>(text: string): Promise<Row[]> => await databases.ingest.rows(sql<Row>`${sql.raw(text)}`);
  const links = new Map<string, Link>();
  for (const [table, refs, name, number] of linkTables) {
    const columns = `id, ${ownerOf(table)} as owner, array_remove(array[${refs.join(', ')}]::text[], null) as refs, ${name} as name, ${number} as number`;
    for (const { id, ...link } of await rows<Link & { id: string }>(`select ${columns} from ${table}`))
      links.set(id, link);
  }
  const parties = new Map<string, Party[]>();
  const ofParty = 'id, consignment_id as consignment, role, name';
  const text = `select ${ofParty}, array_remove(array[person_ref, organization_ref], null) as refs from cargo.trade_party`;
  for (const party of await rows<Party>(text)) {
    parties.set(party.consignment, [...(parties.get(party.consignment) ?? []), party]);
  }
  const ships = new Map<string, { name: string | null; imo: string | null }>();
  for (const select of [
    'select id, vessel_stated_name as name, vessel_imo as imo from seizures.seizure',
    'select id, vessel_name as name, vessel_imo as imo from cargo.consignment',
  ]) {
    for (const { id, ...ship } of await rows<{ id: string; name: string | null; imo: string | null }>(select)) {
      ships.set(id, ship);
    }
  }
  const records = new Set<string>();
  for (const table of recordTables)
    for (const { id } of await rows<{ id: string }>(`select id from ${table}`)) records.add(id);
  const numbers = new Set<string>();
  for (const select of numberColumns) {
    for (const row of await rows<Record<string, string | null>>(select)) {
      for (const value of Object.values(row)) if (value !== null && value !== '') numbers.add(value);
    }
  }
  return { links, parties, ships, records, numbers };
}
