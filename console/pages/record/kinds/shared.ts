import {
  amount,
  code,
  constant,
  country,
  either,
  instant,
  list,
  number,
  place,
  prose,
  record,
  score,
  stated,
  subject,
  text,
} from './field.js';
import { type Candidates, type LinkTable, links } from './kind.js';

/* What several kinds have alike. */

export const source = { as: 'joined', name: 'provenance', type: 'Provenance', parts: [text('source')] } as const;

export const person = (name = 'person') => record(name, 'Person', 'name');
export const organization = (name = 'organization') => record(name, 'Organization', 'name');
const vesselRecord = record('vesselRecord', 'VesselRecord', 'name');
const aircraftRecord = record('aircraftRecord', 'AircraftRecord', 'name');

export const consignmentColumns = [
  instant('estimatedArrival'),
  place('placeOfLoading'),
  place('placeOfUnloading'),
  number('grossMassKg'),
  { as: 'joined', name: 'risk', type: 'RiskAnalysis', parts: [number('score'), constant('result')] },
  stated,
] as const;
export const seizureColumns = [instant('seizedAt'), number('normalisedKg'), constant('legalStatus'), stated] as const;
export const incidentColumns = [
  code('caseReference'),
  constant('kind'),
  instant('occurredAt'),
  constant('status'),
  stated,
] as const;

export const consignment = record('consignment', 'Consignment', 'mrn', ...consignmentColumns);
export const seizure = record('seizure', 'Seizure', 'caseReference', ...seizureColumns);
export const incident = record('incident', 'Incident', 'title', ...incidentColumns);

export const participations: LinkTable = links(
  'consignments',
  'ConsignmentParticipation',
  consignment,
  constant('role'),
  text('statedName'),
  subject(),
);

export const relations: LinkTable = links(
  'relations',
  'Relation',
  either('otherEnd', person(), organization(), vesselRecord, aircraftRecord),
  constant('kind'),
  text('relationship'),
  text('inverse'),
  text('statedName'),
  subject(),
  text('startDate'),
  text('endDate'),
  prose('summary'),
  amount('amount', 'RelationAmount'),
  stated,
  source,
);

export const interests: LinkTable = links(
  'interests',
  'Interest',
  either('holder', person('holderPerson'), organization('holderOrganization')),
  either('held', organization(), vesselRecord, aircraftRecord),
  constant('kind'),
  text('role'),
  number('percentage'),
  text('startDate'),
  text('endDate'),
  prose('summary'),
  stated,
  source,
);

export const identifications = (type: string) =>
  list(
    'identifications',
    type,
    constant('type'),
    code('number'),
    country('country'),
    text('issuedAt'),
    text('expiresAt'),
    text('scheme'),
  );

export const addresses = (type: string) =>
  list(
    'addresses',
    type,
    text('full'),
    text('street'),
    text('city'),
    text('region'),
    text('postalCode'),
    country('country'),
  );

export const sanctions = list(
  'sanctions',
  'Sanction',
  text('authority'),
  text('programme'),
  code('programmeId'),
  code('authorityId'),
  country('country'),
  text('status'),
  text('listingDate'),
  text('startDate'),
  text('endDate'),
  prose('reason'),
  prose('summary'),
  text('provisions'),
  text('sourceUrl'),
);

const result = [score('score'), constant('state'), text('matchedName')];

/** Candidates of one kind, at a place from whom they may be. */
export const candidates = {
  persons: (...at: readonly string[]): Candidates => ({
    ...{ at, of: 'Person', type: 'PersonMatch' },
    columns: [record('person', 'Person', 'name', text('birthDate'), country('nationality'), stated, source), ...result],
  }),
  organizations: (...at: readonly string[]): Candidates => ({
    ...{ at, of: 'Organization', type: 'OrganizationMatch' },
    columns: [
      record(
        'organization',
        'Organization',
        'name',
        code('registrationNumber'),
        country('jurisdiction'),
        stated,
        source,
      ),
      ...result,
    ],
  }),
  vesselRecords: (...at: readonly string[]): Candidates => ({
    ...{ at, of: 'VesselRecord', type: 'VesselMatch' },
    columns: [record('vesselRecord', 'VesselRecord', 'name', code('imo'), country('flag'), stated, source), ...result],
  }),
};

/** Those of somebody who is only named: a person or a firm. */
export const statedCandidates = [
  candidates.persons('matches', 'persons'),
  candidates.organizations('matches', 'organizations'),
];
