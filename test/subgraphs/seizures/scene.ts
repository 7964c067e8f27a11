import { insertRows } from './rows.js';

/**
 * A fictitious scene. `a` is whole and NL-CUSTOMS's; `secret` is above everyone's clearance but NL's own; `minor` is
 * about a minor; `h2` is for its addressee alone, and police may know that it exists.
 */
export async function insertScene(adminUrl: string): Promise<void> {
  const put = (table: string, rows: Parameters<typeof insertRows>[2]) => insertRows(adminUrl, table, rows);
  await put('seizure', [
    {
      id: 'seizure_a',
      case_reference: 'NLC-2026-00001',
      seized_at: '2026-03-01T10:00:00Z',
      place_kind: 'SEA_PORT',
      place_unlocode: 'NLRTM',
      place_name: 'Quay of Lanterns',
      place_country: 'NL',
      place_latitude: 51.94871,
      place_longitude: 4.14285,
      customs_office: 'NL000361',
      seizing_authority: 'NL-CUSTOMS',
      legal_status: 'CONFISCATED',
      risk_channel: 'RED',
      detection_method: 'SCANNER_XRAY',
      concealment: 'REEFER_UNIT',
      route_origin_country: 'EC',
      route_departure_unlocode: 'ECGYE',
      route_transit_countries: ['PA'],
      route_destination_country: 'NL',
      conveyance_mode: 1,
      conveyance_journey: '042W',
      vessel_imo: '9999993',
      vessel_stated_name: 'MV Quartz Heron',
    },
    {
      id: 'seizure_b',
      originator: 'BE-CUSTOMS',
      case_reference: 'BEC-2026-00002',
      seized_at: '2026-04-01T10:00:00Z',
      place_unlocode: 'BEANR',
      legal_status: 'UNHEARD_OF',
    },
    {
      id: 'seizure_secret',
      case_reference: 'NLC-2026-00003',
      classification: 4,
      seized_at: '2026-02-01T00:00:00Z',
      vessel_imo: '9999993',
      vessel_stated_name: 'MV Quartz Heron',
    },
    { id: 'seizure_minor', case_reference: 'NLC-2026-00004', minor: true, seized_at: '2026-01-01T00:00:00Z' },
    {
      id: 'seizure_h2',
      case_reference: 'NLC-2026-00005',
      handling_codes: ['H2'],
      addressees: ['BE-CUSTOMS'],
      hit_to: ['agency:DE-POLICE'],
    },
  ]);
  await put('seized_item', [
    {
      id: 'item_1',
      seizure_id: 'seizure_a',
      position: 1,
      category: 'DRUGS',
      drug_group: 'COCAINE',
      drug: 'cocaine hydrochloride',
      quantity: 412.5,
      unit: 'KGM',
      normalised_kg: 412.5,
      value_minor_units: 2_100_000_000,
      value_currency: 'EUR',
      description: 'Bricks stamped with a lantern',
    },
    { id: 'item_0', seizure_id: 'seizure_a', position: 2, category: 'CURRENCY', quantity: 3, unit: 'H87' },
    { id: 'item_2', seizure_id: 'seizure_b', category: 'TOBACCO', quantity: 80, unit: 'MIL' },
    { id: 'item_3', seizure_id: 'seizure_secret', category: 'DRUGS', drug_group: 'OPIOIDS', normalised_kg: 900 },
  ]);
  const everywhere = ['seizure_a', 'seizure_b', 'seizure_secret', 'seizure_minor', 'seizure_h2'];
  const link = (prefix: string, columns: (id: string) => object) =>
    everywhere.map((id) => ({ id: `${prefix}_${id}`, seizure_id: id, ...columns(id) }));
  await put(
    'seizure_person',
    link('p', () => ({
      role: 'COURIER',
      stated_name: 'Quill Lanternby',
      stated_birth_date: '1961-04-12',
      person_ref: 'ref_quill',
      subject_category: 'SUSPECT',
      subject_known: true,
    })),
  );
  await put(
    'seizure_organization',
    link('o', () => ({ role: 'CONSIGNEE', stated_name: 'Lantern Freight', organization_ref: 'ref_lantern' })),
  );
  await put(
    'seizure_consignment',
    link('c', () => ({ stated_mrn: '26NLQQ00000000000J1', consignment_ref: 'ref_consignment' })),
  );
  await put(
    'seizure_container',
    link('t', () => ({ stated_number: 'QQQU0000010', container_id: 'QQQU0000010' })),
  );
}
