import * as data from './data.mjs';

/*
 * Resolvers by source. A stub of another source's record is its id alone, as a source knows it.
 */
const { edges, indexOf } = data;
const stub = ({ id }) => ({ id });
const byId = (list) => (reference) => list[indexOf(reference.id)] ?? null;
const byMrn = new Map(data.consignments.map((consignment) => [consignment.mrn, consignment]));

const cargo = {
  Query: {
    consignment: (_, { mrn }) => byMrn.get(mrn) ?? null,
    consignments: (_, { first, from }) => data.consignments.slice(from, from + first),
  },
  Consignment: {
    __resolveReference: byId(data.consignments),
    parties: ({ id }) => edges.partiesOf(indexOf(id)).map(stub),
  },
  Person: {
    __resolveReference: stub,
    consignments: ({ id }, { first }) => edges.consignmentsOf(indexOf(id), first),
  },
};

const persons = {
  Query: { person: (_, reference) => byId(data.persons)(reference) },
  Person: { __resolveReference: byId(data.persons) },
};

const seizures = {
  Query: { seizure: (_, reference) => byId(data.seizures)(reference) },
  Consignment: {
    __resolveReference: stub,
    seizures: ({ id }, { first }) => edges.seizuresOf(indexOf(id), first),
  },
  Seizure: {
    __resolveReference: byId(data.seizures),
    incident: ({ id }) => stub(edges.incidentOf(indexOf(id))),
  },
};

const incidents = {
  Query: { incident: (_, reference) => byId(data.incidents)(reference) },
  Incident: { __resolveReference: byId(data.incidents) },
};

export const resolvers = { cargo, persons, seizures, incidents };

/** Resolvers of one schema over the same data, without federation. */
export const monolithResolvers = {
  Query: { ...cargo.Query, ...persons.Query, ...seizures.Query, ...incidents.Query },
  Consignment: {
    parties: ({ id }) => edges.partiesOf(indexOf(id)),
    seizures: seizures.Consignment.seizures,
  },
  Person: { consignments: cargo.Person.consignments },
  Seizure: { incident: ({ id }) => edges.incidentOf(indexOf(id)) },
};
