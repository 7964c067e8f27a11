/* Resolvers of the peers' sources: rows to the shape of the schema. */

const instant = (date) => date?.toISOString().replace('.000Z', 'Z') ?? null;

const toConsignment = (row) => ({
  id: row.id,
  ref: row.ref,
  mrn: row.mrn,
  lrn: row.lrn,
  ucr: row.ucr,
  specificCircumstanceIndicator: row.specific_circumstance_indicator,
  splitConsignment: row.split_consignment,
  transportDocument: { type: row.transport_document_type, reference: row.transport_document_reference },
  conveyanceReference: row.conveyance_reference,
  customsOfficeFirstEntry: row.customs_office_first_entry,
  departure: instant(row.departure),
  estimatedArrival: instant(row.estimated_arrival),
  actualArrival: instant(row.actual_arrival),
  grossMassKg: row.gross_mass_kg,
});

const toParty = ({ role, name, eori, city, country, person_ref: ref }) => ({
  role,
  name,
  eori,
  address: { city, country },
  person: ref === null ? null : { ref },
});

const toPerson = (row) => row && { ...row, birthDate: row.birth_date };

const toLink = (row) => ({
  id: row.link_id,
  statedMrn: row.stated_mrn,
  seizure: {
    id: row.id,
    caseReference: row.case_reference,
    seizedAt: instant(row.seized_at),
    customsOffice: row.customs_office,
    legalStatus: row.legal_status,
    detectionMethod: row.detection_method,
  },
});

const page = (nodes) => ({ edges: nodes.map((node) => ({ node })) });

export const systemResolvers = {
  cargo: {
    Query: {
      consignments: async (_, { first }, { loaders }) => page((await loaders.consignments(first)).map(toConsignment)),
    },
    Consignment: { parties: async ({ id }, _, { loaders }) => (await loaders.parties.load(id)).map(toParty) },
  },
  persons: {
    Query: { person: () => null },
    Person: { __resolveReference: async ({ ref }, { loaders }) => toPerson(await loaders.persons.load(ref)) },
  },
  seizures: {
    Query: { seizure: () => null },
    Consignment: {
      __resolveReference: ({ ref }) => ({ ref }),
      seizures: async ({ ref }, { first }, { loaders }) =>
        page((await loaders.seizures.load(ref)).slice(0, first).map(toLink)),
    },
  },
};
