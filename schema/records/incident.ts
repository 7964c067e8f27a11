import { parseImo } from '../identifiers/imo.js';
import { codeList } from './description/codeList.js';
import * as f from './description/make.js';
import { record } from './description/record.js';
import * as links from './parts/eventLinks.js';

const incidentKinds = codeList('IncidentKind', [
  ...(['SUSPICION', 'CONTROL_RESULT', 'SIGHTING', 'ARREST', 'SURVEILLANCE', 'PIRACY', 'THEFT'] as const),
  ...(['CORRUPTION', 'INTEL_REPORT', 'OFFENCE'] as const),
]);
const timePrecisions = codeList('TimePrecision', ['INSTANT', 'HOUR', 'DAY', 'MONTH', 'YEAR']);

/** EMPACT 2022-25 (Council conclusions on the permanent continuation of the EU policy cycle). */
export const crimeAreas = codeList('CrimeArea', [
  ...(['HIGH_RISK_CRIMINAL_NETWORKS', 'CYBER_ATTACKS', 'THB', 'CHILD_SEXUAL_EXPLOITATION'] as const),
  ...(['MIGRANT_SMUGGLING', 'DRUGS_CANNABIS_COCAINE_HEROIN', 'SYNTHETIC_DRUGS_NPS', 'ONLINE_FRAUD'] as const),
  ...(['EXCISE_FRAUD', 'MTIC', 'IP_CRIME_COUNTERFEITING', 'MONEY_LAUNDERING_ASSETS'] as const),
  ...(['ORGANISED_PROPERTY_CRIME', 'ENVIRONMENTAL_CRIME', 'FIREARMS'] as const),
]);
const urgencies = codeList('IncidentUrgency', ['URGENT_8_HOURS', 'THREE_DAYS', 'SEVEN_DAYS']);
const statuses = codeList('IncidentStatus', ['OPEN', 'UNDER_INVESTIGATION', 'CLOSED']);
const participantRoles = codeList('IncidentParticipantRole', [
  ...(['SUSPECT', 'ARRESTED', 'VICTIM', 'WITNESS', 'REPORTER', 'CREW', 'OWNER'] as const),
  ...(['CONTACT_OR_ASSOCIATE', 'OTHER'] as const),
]);

const role = {
  role: f.code(participantRoles, {
    required: true,
    otherwise: 'OTHER',
    about: 'Part in the incident; OTHER where not said.',
  }),
};

const vessels = f.child(
  {
    statedName: f.text({ otherwise: null }),
    statedType: f.text(),
    statedFlag: f.text(),
    statedActivity: f.text(),
    imo: f.imo({
      node: null,
      about: 'IMO number.',
      store: (stated) => parseImo(stated),
      leadsTo: { type: 'Vessel', key: 'imo', node: 'vessel' },
    }),
  },
  { main: 'statedName', named: 'vessel', ...links.namesOf('incident', 'Vessel') },
);

const seizures = f.child(
  {
    statedCaseReference: f.text({ required: true, indexed: true }),
    seizure: f.pointer('Seizure', { otherwise: null }),
  },
  { main: 'statedCaseReference', ...links.namesOf('incident', 'Seizure') },
);

/** An incident, with facts in `narrative` and judgement in `assessment` (Directive 2016/680, Article 7). */
export const incident = record('Incident', {
  kind: 'incident',
  source: 'incidents',
  table: 'incident',
  idPrefix: 'incident',
  about: 'An incident: suspicion, control result, sighting, arrest, theft (source incidents).',
  answered: [
    ...['Incident.caseReference', 'IncidentFilter.caseReference', 'IncidentSortField.CASE_REFERENCE'],
    ...['Incident.statedVesselName', 'Incident.positionPrecisionM', 'IncidentFilter.within'],
  ],
  fields: {
    incidentKind: f.code(incidentKinds, {
      otherwise: null,
      column: 'kind',
      node: 'kind',
      filter: 'kind',
      facet: 'KIND',
      cube: true,
    }),
    occurredAt: f.instant({
      otherwise: null,
      filter: true,
      sort: true,
      histogram: true,
      precisionIn: 'occurredAtPrecision',
      about: 'When it happened; fills occurredAtPrecision too.',
    }),
    occurredAtPrecision: f.code(timePrecisions, { holds: false }),
    occurredTo: f.instant({ holds: false }),
    title: f.text(),
    crimeArea: f.openCode(crimeAreas, { filter: true, facet: true, cube: true }),
    urgency: f.openCode(urgencies, { holds: false }),
    status: f.openCode(statuses, { holds: false, filter: true, facet: true, cube: true }),
    narrative: f.text(),
    assessment: f.text(),
    latitude: f.latitude(),
    longitude: f.longitude(),
    // Shown in whole metres.
    positionPrecisionM: f.number({ node: null, about: 'How exact the position is, metres.' }),
    area: f.text(),
    address: f.text(),
    locationType: f.text({ facet: true }),
    countryCode: f.country({ filter: true, sort: true, facet: true, cube: true }),
    seaArea: f.text({ holds: false, facet: true }),
    unlocode: f.unlocode({ holds: false, node: 'location', facet: true, cube: true }),
    operation: f.text({
      indexed: true,
      column: 'operation_id',
      node: 'jointOperation',
      about: 'Id of a joint operation of policy/operations.yaml.',
      leadsTo: { type: 'JointOperation', key: 'id' },
    }),
    vessels,
    persons: links.persons('incident', role, { statedDescription: f.text() }),
    organizations: links.organizations('incident', role, { statedDescription: f.text() }),
    containers: links.containers('incident'),
    consignments: links.consignments('incident'),
    seizures,
  },
});
