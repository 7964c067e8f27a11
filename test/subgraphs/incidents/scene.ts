import { matchedOf } from '../../../ingest/rows/matched.js';
import { insertRows, type Row } from './rows.js';

/** A vessel's row as ingest writes it: with the keys of its name. */
export function vesselRow(row: Row & { readonly stated_name: string }): Row {
  return { ...row, ...matchedOf('incidents.incident_vessel', row) };
}

/**
 * A fictitious scene. `a` is NL-CUSTOMS's and whole, `secret` is above most clearances, `victim` is about a victim;
 * operation Saltmarsh of `policy/operations.yaml` has `a` and `secret`.
 */
export async function insertScene(adminUrl: string): Promise<void> {
  const put = (table: string, rows: readonly Row[]) => insertRows(adminUrl, table, rows);
  const operation = 'operation_saltmarsh777777777777777';
  await put('joint_operation', [
    {
      id: operation,
      ref: 'ref_saltmarsh',
      name: 'Operation Saltmarsh',
      objective: 'Find the lantern',
      coordination_unit: 'OCU Harbour',
      starts_at: '2026-01-01T00:00:00Z',
      ends_at: '2028-01-01T00:00:00Z',
      crime_area: 'DRUGS_CANNABIS_COCAINE_HEROIN',
    },
    { id: 'operation_hidden', ref: 'ref_hidden', name: 'Operation Hidden', classification: 4 },
  ]);
  await put('operation_agency', [
    { id: 'oa_1', joint_operation_id: operation, role: 'LEAD', agency: 'NL-CUSTOMS' },
    { id: 'oa_2', joint_operation_id: operation, role: 'PARTICIPANT', agency: 'DE-POLICE' },
    { id: 'oa_3', joint_operation_id: 'operation_hidden', role: 'LEAD', agency: 'NL-CUSTOMS' },
  ]);
  await put('incident', [
    {
      id: 'incident_a',
      case_reference: 'NLC-2026-00001',
      kind: 'PIRACY',
      occurred_at: '2026-03-11T00:00:00Z',
      occurred_at_precision: 'DAY',
      title: 'Boarding off Lantern Point',
      crime_area: 'ORGANISED_PROPERTY_CRIME',
      urgency: 'THREE_DAYS',
      status: 'OPEN',
      narrative: 'Four masked figures boarded from a skiff.',
      assessment: 'Likely the same crew as last spring.',
      latitude: -4.03331,
      longitude: 46.55219,
      position_precision_m: 500,
      area: 'Off Lantern Point',
      address: '1 Lantern Quay',
      location_type: 'Dock',
      country_code: 'XA',
      sea_area: 'Lantern Sea',
      unlocode: 'NLRTM',
      operation_id: operation,
    },
    {
      id: 'incident_b',
      originator: 'BE-CUSTOMS',
      case_reference: 'BEC-2026-00002',
      kind: 'SIGHTING',
      occurred_at: '2026-05-01T10:00:00Z',
      country_code: 'BE',
      status: 'CLOSED',
    },
    {
      id: 'incident_secret',
      case_reference: 'NLC-2026-00003',
      classification: 4,
      kind: 'ARREST',
      occurred_at: '2026-02-01T00:00:00Z',
      operation_id: operation,
    },
    {
      id: 'incident_victim',
      case_reference: 'NLC-2026-00004',
      kind: 'THEFT',
      data_subject_category: 'VICTIM',
      narrative: 'Told by the victim.',
    },
  ]);
  const everywhere = ['incident_a', 'incident_b', 'incident_secret', 'incident_victim'];
  const link = (prefix: string, columns: (id: string) => Row) =>
    everywhere.map((id) => ({ id: `${prefix}_${id}`, incident_id: id, ...columns(id) }));
  await put(
    'incident_person',
    link('p', () => ({
      role: 'SUSPECT',
      stated_name: 'Quill Lanternby',
      stated_description: 'Male, age 40',
      person_ref: 'ref_quill',
      subject_category: 'SUSPECT',
      subject_known: true,
    })),
  );
  await put(
    'incident_organization',
    link('o', () => ({ role: 'OWNER', stated_name: 'Lantern Freight', organization_ref: 'ref_lantern' })),
  );
  await put(
    'incident_container',
    link('t', () => ({ stated_number: 'QQQU0000010', container_id: 'QQQU0000010' })),
  );
  await put(
    'incident_consignment',
    link('c', () => ({ stated_mrn: '26NLQQ00000000000J1', consignment_ref: 'ref_consignment' })),
  );
  await put(
    'incident_seizure',
    link('s', () => ({ stated_case_reference: 'NLC-2026-00001', seizure_ref: 'ref_seizure' })),
  );
  await put(
    'incident_vessel',
    link('v', (id) =>
      vesselRow({ stated_name: id === 'incident_b' ? 'MV Quarts Heron' : 'M/V Quartz Heron', imo: '9999993' }),
    ),
  );
  await put('incident_vessel', [vesselRow({ id: 'v_other', incident_id: 'incident_a', stated_name: 'Name Withheld' })]);
}
