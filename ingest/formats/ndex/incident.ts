import type { XmlElement } from '../../input/xml/xml.js';
import type { EnvelopeStatement, Provenance } from '../../records/base.js';
import type {
  IncidentOrganizationStatement,
  IncidentRecord,
  IncidentVesselStatement,
} from '../../records/incidents.js';
import { readTime, type StatedTimeResult } from '../niem/dates.js';
import { all, below, first, textAt, textOf } from '../niem/element.js';
import type { Activity } from './arrests.js';
import type { StatedLocation } from './locations.js';
import { classify, drugCode, readOffences, type StatedOffence } from './offences.js';
import { type DataItem, textOfAny } from './package.js';
import { mostPersons, type ReadPerson } from './persons.js';
import type { Sharing } from './sharing.js';

/** What is read of a data item before records are made of it. */
export interface ItemReading {
  readonly element: XmlElement;
  readonly item: DataItem;
  readonly key: string;
  readonly activity: Activity;
  readonly where: Provenance;
  readonly sharing: Sharing;
  /** Of all records of the data item. */
  readonly envelope: EnvelopeStatement;
  readonly start: StatedTimeResult;
  readonly location: StatedLocation | null;
  readonly persons: readonly ReadPerson[];
  /** `sourceRef` of the seizure; null where nothing was seized. */
  readonly seizureRef: string | null;
}

/** The incident of a data item. */
export function toIncident(reading: ItemReading): IncidentRecord {
  const { element, item, key, activity, where, envelope, start, location, persons, seizureRef } = reading;
  const details = item.details(activity.element.attributes.id);
  const end = readTime(first(activity.element, 'ActivityDateRange/EndDate'));
  const offences = readOffences(item);
  const { kind, crimeArea } = classify(offences, all(item.digest, 'EntityDrug/Drug').map(drugCode));
  const types = item.payload('Location').flatMap((location) => textAt(location, 'LocationCategoryCode') ?? []);
  const flags = findFlags(reading, end);
  return {
    ...where,
    kind: 'incident',
    sourceRef: key,
    envelope,
    incidentKind:
      activity.category === 'INCIDENT' || offences.length > 0 ? kind : activity.category === 'ARREST' ? 'ARREST' : null,
    occurredAt: start.time?.at ?? null,
    occurredAtPrecision: start.time?.precision ?? null,
    occurredTo: end.time?.precision === 'INSTANT' ? end.time.at : null,
    title: toTitle(item, offences, start),
    crimeArea,
    status: readStatus(item, details),
    narrative: readNarrative(element, activity.element),
    area: location?.area ?? null,
    address: location?.address ?? null,
    locationType: [...new Set(types)].join(', ') || null,
    countryCode: location?.country ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    vessels: readVessels(item),
    persons: persons.map(({ participant }) => participant),
    organizations: readOrganizations(item),
    seizures:
      seizureRef === null
        ? []
        : [{ statedCaseReference: envelope.caseReference ?? key, seizure: { source: 'ndex', sourceRef: seizureRef } }],
    ...(flags.length === 0 ? {} : { qualityFlags: flags }),
  };
}

function findFlags({ sharing, item, persons, start }: ItemReading, end: StatedTimeResult): readonly string[] {
  const flags = [
    ...sharing.flags,
    ...(start.impossible || end.impossible ? ['DATE_IMPOSSIBLE'] : []),
    ...(item.unresolved ? ['REFERENCE_UNRESOLVED'] : []),
    ...(item.payloadElsewhere ? ['PAYLOAD_ELSEWHERE'] : []),
    ...(persons.length > mostPersons ? ['PERSONS_MANY'] : []),
  ];
  return [...new Set(flags)];
}

function toTitle(item: DataItem, offences: readonly StatedOffence[], { time }: StatedTimeResult): string {
  const words = offences.map(({ name, attempted }) => `${name}${attempted ? ' (attempted)' : ''}`).join(', ');
  const title = words || (textAt(item.metadata, 'DataItemCategory/DataItemCategoryText') ?? 'Incident');
  return `${title.slice(0, 200)}${time?.localTime ? ` (${time.localTime} local time)` : ''}`;
}

function readNarrative(element: XmlElement, activity: XmlElement): string | null {
  const told = [
    textAt(activity, 'ActivityDescriptionText'),
    ...all(element, 'Narrative').flatMap((narrative) =>
      [narrative, ...below(narrative)].map(({ text }) => text.trim()),
    ),
  ].filter((text) => text !== null && text !== '');
  return [...new Set(told)].join('\n\n') || null;
}

const statuses: readonly (readonly [RegExp, string])[] = [
  [/^(?:closed|cleared|inactive|unfounded)/i, 'CLOSED'],
  [/investigat|pending/i, 'UNDER_INVESTIGATION'],
  [/^(?:open|active|new)/i, 'OPEN'],
];

function readStatus(item: DataItem, details: readonly XmlElement[]): string | null {
  const clearance = textOfAny(details, 'IncidentExceptionalClearanceCode');
  if (clearance !== null && /^[A-E]$/i.test(clearance)) return 'CLOSED';
  const stated = textOfAny(details, 'IncidentStatusCode') ?? textAt(item.metadata, 'DataItemStatus') ?? '';
  return statuses.find(([pattern]) => pattern.test(stated))?.[1] ?? null;
}

function readVessels(item: DataItem): IncidentVesselStatement[] {
  return all(item.digest, 'EntityVessel/Vessel').map((vessel) => ({
    statedName: textOf(vessel, 'VesselName', 'ItemName'),
    statedType: textOf(vessel, 'VesselCategoryText', 'ItemCategoryText'),
  }));
}

/** Organizations with a part in it; those that report or investigate are no part of it. */
function readOrganizations(item: DataItem): IncidentOrganizationStatement[] {
  return all(item.digest, 'EntityOrganization').flatMap((entity): IncidentOrganizationStatement[] => {
    const role = first(entity, 'Victim') ? 'VICTIM' : first(entity, 'IncidentSubject') ? 'SUSPECT' : null;
    if (role === null) return [];
    const statedName = textAt(entity, 'Organization/OrganizationName');
    const statedDescription = textAt(entity, 'Organization/OrganizationCategoryText');
    return [{ role, statedName, statedDescription, organization: null }];
  });
}
