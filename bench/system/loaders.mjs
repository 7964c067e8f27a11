import DataLoader from 'dataloader';

/*
 * Statements of the peers' sources: what a careful author would write. One statement a fetch, prepared by name, each
 * edge batched by a DataLoader of its own that lives as long as the request.
 */
const statements = {
  consignments: `select id, ref, mrn, lrn, ucr, specific_circumstance_indicator, split_consignment, transport_document_type,
    transport_document_reference, conveyance_reference, customs_office_first_entry, departure, estimated_arrival,
    actual_arrival, gross_mass_kg from cargo.consignment order by estimated_arrival desc, id desc limit $1`,
  parties: `select consignment_id, role, name, eori, city, country, person_ref from cargo.trade_party
    where consignment_id = any($1) order by consignment_id, sequence`,
  persons: 'select id, ref, name, birth_date, nationality, gender from persons.person where ref = any($1)',
  seizures: `select l.id as link_id, l.stated_mrn, l.consignment_ref, s.id, s.case_reference, s.seized_at, s.customs_office,
    s.legal_status, s.detection_method from seizures.seizure_consignment l join seizures.seizure s on s.id = l.seizure_id
    where l.consignment_ref = any($1) order by l.consignment_ref, l.id`,
};

/** @param {import('pg').Pool} pool */
export function createLoaders(pool) {
  const rowsOf = async (name, value) => (await pool.query({ name, text: statements[name], values: [value] })).rows;
  const grouped = (name, key) =>
    new DataLoader(async (keys) => {
      const groups = new Map(keys.map((each) => [each, []]));
      for (const row of await rowsOf(name, [...groups.keys()])) groups.get(row[key]).push(row);
      return keys.map((each) => groups.get(each));
    });
  return {
    consignments: (first) => rowsOf('consignments', first),
    parties: grouped('parties', 'consignment_id'),
    seizures: grouped('seizures', 'consignment_ref'),
    persons: new DataLoader(async (refs) => {
      const found = new Map((await rowsOf('persons', [...refs])).map((row) => [row.ref, row]));
      return refs.map((ref) => found.get(ref) ?? null);
    }),
  };
}
