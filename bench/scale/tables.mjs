/*
 * What each table is filled with, as SQL over a row number `i` from 1, an envelope `e` and the parts of `random` of `records.mjs`.
 * Invented all through: places and offices are codes that nobody has.
 */

const place = (letter, seed) => `'${letter}' || lpad(floor(200 * power(bench.random(i, ${seed}), 2))::text, 4, '0')`;
const one = (words, seed) => {
  const list = `(array[${words.map((word) => (word === null ? 'null' : `'${word}'`)).join(',')}]::text[])`;
  return `${list}[1 + floor(${words.length} * power(bench.random(i, ${seed}), 2))::int]`;
};
const countries = ['NL', 'BE', 'DE', 'FR', 'ES', 'IT', 'PL', 'PT', 'GR', 'RO', 'SE', 'IE', 'HR', 'BG', 'LT'];
const minutes = (seed) => `timestamptz '2024-01-01Z' + floor(1500000 * bench.random(i, ${seed})) * interval '1 minute'`;
const idOf = (kind, number = 'i') => `'${kind}_' || lpad((${number})::text, 24, 'a')`;

/** Record tables, each with its categories; `columns` are those beside the envelope and the names of a record. */
export const recordTables = [
  {
    table: 'cargo.consignment',
    kind: 'consignment',
    holds: ['cargo.movement', 'cargo.goods', 'cargo.parties', 'cargo.risk'],
    columns: {
      mrn: `'26' || ${one(countries, 1)} || lpad(i::text, 14, '0')`,
      lrn: `'LRN-' || i`,
      declaration_type: one(['IMA', 'EXA', 'IMD', 'COA'], 2),
      transport_mode: '1 + floor(4 * power(bench.random(i, 3), 2))::int',
      place_of_loading: place('XA', 4),
      place_of_unloading: place('XB', 5),
      country_of_destination: one(countries, 6),
      customs_office_first_entry: place('XC', 7),
      estimated_arrival: minutes(8),
      gross_mass_kg: 'round(30000 * bench.random(i, 9))',
      risk_score: 'round(100 * bench.random(i, 10))',
      risk_result: one([null, 'NO_RISK', 'CONTROL', 'DO_NOT_LOAD'], 11),
    },
  },
  {
    table: 'seizures.seizure',
    kind: 'seizure',
    holds: ['seizures.core', 'seizures.method', 'seizures.persons'],
    columns: {
      seized_at: minutes(1),
      place_kind: one(['SEA_PORT', 'AIRPORT', 'LAND_BORDER', 'RAIL', 'POSTAL_HUB'], 2),
      place_unlocode: place('XB', 3),
      place_country: one(countries, 4),
      seizing_authority: 'e.originator',
      legal_status: one(['SEIZED', 'DETAINED', 'CONFISCATED', 'RELEASED'], 5),
      risk_channel: one(['GREEN', 'RED', 'BLUE'], 6),
      detection_method: one(['DOG', 'SCANNER_XRAY', 'RISK_PROFILE', 'PHYSICAL_SEARCH', null], 7),
      concealment: one(['IN_LOAD', 'ON_BODY', 'LUGGAGE', null], 8),
      conveyance_mode: '1 + floor(4 * power(bench.random(i, 9), 2))::int',
    },
  },
  {
    table: 'incidents.incident',
    kind: 'incident',
    holds: ['incidents.summary', 'incidents.narrative', 'incidents.location', 'incidents.assessment'],
    columns: {
      kind: one(['SUSPICION', 'CONTROL_RESULT', 'SIGHTING', 'ARREST', 'OFFENCE'], 1),
      occurred_at: minutes(2),
      title: `'Invented incident ' || i`,
      crime_area: one(['DRUGS_CANNABIS_COCAINE_HEROIN', 'EXCISE_FRAUD', 'MTIC', 'FIREARMS'], 3),
      urgency: one(['LOW', 'MEDIUM', 'HIGH'], 4),
      status: one(['OPEN', 'UNDER_INVESTIGATION', 'CLOSED'], 5),
      latitude: '35 + 25 * bench.random(i, 6)',
      longitude: '-10 + 35 * bench.random(i, 7)',
      country_code: one(countries, 8),
      unlocode: place('XB', 9),
    },
  },
];

/** Tables of lists and links, one row or more for each record, by the same row numbers. */
export const childTables = [
  {
    table: 'cargo.goods_item',
    columns: {
      id: `'goods_' || i`,
      consignment_id: idOf('consignment'),
      sequence: '1',
      hs6: `lpad((10000 + floor(900 * power(bench.random(i, 1), 2)) * 100)::text, 6, '0')`,
      country_of_origin: one(countries, 2),
      gross_mass_kg: 'round(30000 * bench.random(i, 3))',
    },
  },
  {
    table: 'seizures.seized_item',
    columns: {
      id: `'item_' || i`,
      seizure_id: idOf('seizure'),
      category: one(['DRUGS', 'TOBACCO', 'CURRENCY', 'CITES'], 1),
      drug_group: one([null, 'COCAINE', 'CANNABIS', 'OPIOIDS'], 2),
      normalised_kg: 'round((500 * power(bench.random(i, 3), 4))::numeric, 3)',
    },
  },
  {
    table: 'seizures.seizure_person',
    columns: {
      id: `'person_' || i`,
      seizure_id: idOf('seizure'),
      role: one(['SUSPECT', 'COURIER', 'WITNESS', null], 1),
      subject_category: one(['SUSPECT', 'OTHER', null, 'WITNESS', 'VICTIM'], 2),
      subject_known: 'true',
    },
  },
  {
    table: 'seizures.seizure_consignment',
    columns: {
      id: `'link_' || i`,
      seizure_id: idOf('seizure'),
      stated_mrn: `'26NL' || lpad(i::text, 14, '0')`,
      consignment_ref: `'ref_' || ${idOf('consignment')}`,
    },
  },
  {
    table: 'incidents.incident_seizure',
    columns: {
      id: `'link_' || i`,
      incident_id: idOf('incident'),
      stated_case_reference: `'CASE-' || i`,
      seizure_ref: `'ref_' || ${idOf('seizure')}`,
    },
  },
];
