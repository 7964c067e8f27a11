import { containerNumber, imoNumber, mrn } from '../../../ingest/demo/invented/numbers.js';
import type { Random } from '../../../ingest/demo/invented/random.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { newId } from '../../../storage/keys/ref.js';

/** A way by which a record is asked for by a value. */
export interface Door {
  readonly name: string;
  /** Type and id of every record that is behind a value, and the value: what stands there for somebody. */
  readonly behind: string;
  /** The document, with `$value` where the value stands. */
  document(row: Behind): string;
  /** The type of `$value`. */
  readonly valueType: 'ID!' | 'String!';
  /** A value of the same shape that nothing stands behind. */
  missing(value: string, random: Random): string;
}

/** A value, and one of the records behind it. */
export interface Behind {
  readonly type: string;
  readonly id: string;
  readonly value: string;
  /** What else the document names of it: type and country of its document. */
  readonly beside?: { readonly type: string; readonly country: string } | null;
}

/** Fields that hold something in each type. */
const shown: Readonly<Record<string, string>> = {
  Person: 'name birthDate nationality handling { originator } relations { edges { node { kind } } }',
  Organization: 'name jurisdiction handling { originator }',
  VesselRecord: 'name flag handling { originator }',
  AircraftRecord: 'type handling { originator }',
  Consignment: 'mrn grossMassKg parties { name } handling { originator }',
  Seizure: 'seizedAt legalStatus handling { originator } persons { edges { node { statedName } } }',
  Incident: 'title narrative handling { originator }',
};

const rootOf: Readonly<Record<string, string>> = {
  Person: 'person',
  Organization: 'organization',
  AircraftRecord: 'aircraft',
  Consignment: 'consignment',
  Seizure: 'seizure',
  Incident: 'incident',
  SeizureStatistic: 'seizureStatistic',
  JointOperation: 'jointOperation',
};

const fieldsOf = (type: string): string => `id ${shown[type] ?? ''}`;
const otherDigits = (value: string, random: Random): string =>
  value.replace(/\d(?=\d{0,5}$)/g, () => String(random.integer(0, 9)));
const otherId = (value: string): string => newId(value.split('_', 1)[0] ?? '');
const select = (type: string, table: string, value: string, where = `${value} is not null`): string =>
  `select '${type}' as type, r.id, ${value} as value from ${table} r where ${where}`;

/** By its public id: the roots that take one, and what asks for a record of any type. */
const byId: Door[] = nodeRecords.flatMap(({ type, source, table }): Door[] => {
  const root = rootOf[type];
  const door = { behind: select(type, `${source}.${table}`, 'r.id'), valueType: 'ID!', missing: otherId } as const;
  const on = `{ __typename ... on ${type} { ${fieldsOf(type)} } }`;
  return [
    { ...door, name: `node of ${type}`, document: () => `node(id: $value) ${on}` },
    { ...door, name: `nodes of ${type}`, document: () => `nodes(ids: [$value]) ${on}` },
    ...(root ? [{ ...door, name: `${root}(id:)`, document: () => `${root}(id: $value) { ${fieldsOf(type)} }` }] : []),
  ];
});

function lookUp(type: string, argument: string, behind: string, missing: Door['missing'] = otherDigits): Door {
  const root = rootOf[type];
  const document = () => `${root}(${argument}: $value) { ${fieldsOf(type)} }`;
  return { name: `${root}(${argument}:)`, behind, document, valueType: 'String!', missing };
}

/** By what identifies it in its trade. */
const byIdentity: Door[] = [
  {
    name: 'person(identification:)',
    behind: `select 'Person' as type, r.id, d->>'number' as value, json_build_object('type', d->>'type', 'country', d->>'country') as beside
      from persons.person r, jsonb_array_elements(r.identifications) d where d->>'country' is not null`,
    document: ({ beside }) =>
      `person(identification: { type: ${beside?.type}, country: "${beside?.country}", number: $value }) { ${fieldsOf('Person')} }`,
    valueType: 'String!',
    missing: otherDigits,
  },
  lookUp('Organization', 'eori', select('Organization', 'persons.organization', 'r.eori')),
  lookUp('Organization', 'registrationNumber', select('Organization', 'persons.organization', 'r.registration_key')),
  lookUp(
    'AircraftRecord',
    'registration',
    `select 'AircraftRecord' as type, r.id, k as value from persons.aircraft_record r, unnest(r.registration_keys) k`,
  ),
  lookUp('Seizure', 'caseReference', select('Seizure', 'seizures.seizure', 'r.case_reference')),
  lookUp('Incident', 'caseReference', select('Incident', 'incidents.incident', 'r.case_reference')),
  lookUp('Consignment', 'mrn', select('Consignment', 'cargo.consignment', 'r.mrn'), (value, random) =>
    mrn(2000 + Number(value.slice(0, 2)), value.slice(2, 4), random.integer(40_000_000, 99_999_999)),
  ),
];

const ofIncident = (end: string, value: string): string =>
  `select 'Incident' as type, l.incident_id as id, l.${value} as value from incidents.incident_${end} l where l.${value} is not null`;

/** By what is answered to everybody, whether or not a record speaks of it: what the sources have of it hangs below. */
const byThing: Door[] = [
  {
    name: 'container(id:)',
    behind: [
      `select 'Consignment' as type, e.consignment_id as id, e.container_id as value from cargo.transport_equipment e where e.container_id is not null`,
      `select 'Seizure', l.seizure_id, l.container_id from seizures.seizure_container l where l.container_id is not null`,
      ofIncident('container', 'container_id'),
    ].join(' union all '),
    document: () =>
      'container(id: $value) { consignments { edges { node { id } } pageInfo { hasNextPage } } seizures { edges { node { seizure { id } } } } incidents { edges { node { incident { id } } } } }',
    valueType: 'ID!',
    missing: (_, random) => containerNumber(random.integer(700_000, 999_999)),
  },
  {
    name: 'vessel(imo:)',
    behind: [
      select('VesselRecord', 'persons.vessel_record', 'r.imo'),
      select('Consignment', 'cargo.consignment', 'r.vessel_imo'),
      select('Seizure', 'seizures.seizure', 'r.vessel_imo'),
      ofIncident('vessel', 'imo'),
    ].join(' union all '),
    document: () =>
      'vessel(imo: $value) { records { edges { node { id name } } } consignments { edges { node { id } } pageInfo { hasNextPage } } seizures { edges { node { id } } } incidents { edges { node { id } } } }',
    valueType: 'String!',
    missing: (_, random) => imoNumber(random.integer(10_000, 99_999)),
  },
];

export const doors: readonly Door[] = [...byId, ...byIdentity, ...byThing];

/** A link from one record to another, which may be turned to nobody. */
export interface Link {
  readonly name: string;
  readonly table: string;
  readonly ref: string;
  /** Type of the record that it stands in, and the column that names that. */
  readonly from: string;
  readonly parent: string;
  readonly to: string;
  readonly toTable: string;
  /** Fields below `node(id: $value) { ... on From`. */
  readonly fields: string;
}

const rows = (list: string, inner: string): string => `${list}(first: 50) { edges { node { ${inner} } } }`;

/** Ends of links that other sources answer: through `_entities`, by reference. */
export const links: readonly Link[] = [
  ...(['person', 'organization'] as const).flatMap((end): Link[] => {
    const to = end === 'person' ? 'Person' : 'Organization';
    const target = { ref: `${end}_ref`, to, toTable: `persons.${end}` };
    const inner = `${end} { id name }`;
    return [
      {
        ...{ ...target, name: `parties to ${to}`, from: 'Consignment', fields: `parties { role ${inner} }` },
        ...{ table: 'cargo.trade_party', parent: 'consignment_id' },
      },
      {
        ...{ ...target, name: `incidents to ${to}`, from: 'Incident', fields: rows(`${end}s`, `role ${inner}`) },
        ...{ table: `incidents.incident_${end}`, parent: 'incident_id' },
      },
    ];
  }),
  {
    ...{ name: 'seizures to Person', from: 'Seizure', fields: rows('persons', 'role person { id name }') },
    ...{ table: 'seizures.seizure_person', parent: 'seizure_id' },
    ...{ ref: 'person_ref', to: 'Person', toTable: 'persons.person' },
  },
  {
    ...{ name: 'incidents to Seizure', from: 'Incident', fields: rows('seizures', 'seizure { id legalStatus }') },
    ...{ table: 'incidents.incident_seizure', parent: 'incident_id' },
    ...{ ref: 'seizure_ref', to: 'Seizure', toTable: 'seizures.seizure' },
  },
  {
    ...{ name: 'incidents to Consignment', from: 'Incident', fields: rows('consignments', 'consignment { id mrn }') },
    ...{ table: 'incidents.incident_consignment', parent: 'incident_id' },
    ...{ ref: 'consignment_ref', to: 'Consignment', toTable: 'cargo.consignment' },
  },
];
