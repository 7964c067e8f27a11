import type { Classification } from '../../../policy/types.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { EnvelopeStatement, Provenance } from '../../records/base.js';
import type { IncidentOrganizationStatement, IncidentVesselStatement } from '../../records/incidents.js';
import type { Withdrawal } from '../../records/record.js';
import { readTime } from '../niem/dates.js';
import { all, below, first, textAt, textOf } from '../niem/element.js';
import type { ElementItem } from '../niem/readElements.js';
import { activities } from './arrests.js';
import { classify, drugCode, readOffences } from './offences.js';
import { type DataItem, openDataItem, references } from './package.js';
import { mostPersons, personRef, readPersons } from './persons.js';
import { readPlace } from './places.js';
import { readSeized } from './seizure.js';
import { readSharing } from './sharing.js';

/**
 * Reads a `lexs:DataItemPackage`. An update states the whole data item anew: persons and a seizure that it no longer has
 * are taken back; a deletion takes back all.
 *
 * @param classification of the message as a whole; null where the format's default covers it
 */
export function readDataItem(
  element: XmlElement,
  where: Provenance,
  classification: Classification | null,
): ElementItem[] {
  const item = openDataItem(element);
  const { key } = item;
  if (key === null) return [{ kind: 'defect', field: 'PackageMetadata/DataItemID', reason: 'key.missing' }];
  const instruction = textAt(item.metadata, 'DataItemPublishInstruction')?.toLowerCase() ?? 'insert';
  if (instruction === 'delete') return [withdraw('incident', key, where), ...takeBackParts(key, where)];
  if (!['insert', 'update', 'replace', 'add'].includes(instruction)) {
    return [{ kind: 'defect', field: 'DataItemPublishInstruction', reason: 'action.unknown' }];
  }
  const told = activities(item);
  const activity =
    told.find(({ category }) => category === 'INCIDENT') ??
    told.find(({ category }) => category === 'ARREST') ??
    told[0];
  if (activity === undefined) return [{ kind: 'defect', field: 'Digest/EntityActivity', reason: 'activity.missing' }];

  const sharing = readSharing(item.metadata);
  const number = textAt(activity.element, 'ActivityIdentification/IdentificationID');
  const details = item.details(activity.element.attributes.id);
  const caseReference = textOfAny(details, 'IncidentCaseNumberText') ?? number;
  const base: EnvelopeStatement = {
    ...sharing.envelope,
    ...(caseReference === null ? {} : { caseReference }),
    ...(classification === null ? {} : { classification }),
  };
  const start = readTime(
    first(activity.element, 'ActivityDate') ?? first(activity.element, 'ActivityDateRange/StartDate'),
  );
  const end = readTime(first(activity.element, 'ActivityDateRange/EndDate'));
  const offences = readOffences(item);
  const drugs = all(item.digest, 'EntityDrug/Drug').map(drugCode);
  const { kind, crimeArea } = classify(offences, drugs);
  const persons = readPersons(item, key, start.time?.date ?? null);
  const seized = readSeized(item);
  const place = readIncidentPlace(item, activity.element.attributes.id);
  const types = item.payload('Location').flatMap((location) => textAt(location, 'LocationCategoryCode') ?? []);
  const words = offences.map(({ name, attempted }) => `${name}${attempted ? ' (attempted)' : ''}`).join(', ');
  const category = textAt(item.metadata, 'DataItemCategory/DataItemCategoryText');
  const title = words || (category ?? 'Incident');
  const local = start.time?.localTime ? ` (${start.time.localTime} local time)` : '';
  const seizureRef = `${key}/seized`;
  const flags = [
    ...sharing.flags,
    ...(start.impossible || end.impossible ? ['DATE_IMPOSSIBLE'] : []),
    ...(item.unresolved ? ['REFERENCE_UNRESOLVED'] : []),
    ...(item.payloadElsewhere ? ['PAYLOAD_ELSEWHERE'] : []),
    ...(persons.length > mostPersons ? ['PERSONS_MANY'] : []),
  ];
  const records: ElementItem[] = [
    {
      ...where,
      kind: 'incident',
      sourceRef: key,
      envelope: base,
      incidentKind:
        activity.category === 'INCIDENT' || words !== '' ? kind : activity.category === 'ARREST' ? 'ARREST' : null,
      occurredAt: start.time?.at ?? null,
      occurredAtPrecision: start.time?.precision ?? null,
      occurredTo: end.time?.precision === 'INSTANT' ? end.time.at : null,
      title: `${title.slice(0, 200)}${local}`,
      crimeArea,
      status: readStatus(item, details),
      narrative: readNarrative(element, activity.element),
      area: place?.area ?? null,
      address: place?.address ?? null,
      locationType: [...new Set(types)].join(', ') || null,
      countryCode: place?.country ?? null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      vessels: readVessels(item),
      persons: persons.map(({ participant }) => participant),
      organizations: readOrganizations(item),
      seizures: seized
        ? [{ statedCaseReference: caseReference ?? key, seizure: { source: 'ndex', sourceRef: seizureRef } }]
        : [],
      ...(flags.length === 0 ? {} : { qualityFlags: [...new Set(flags)] }),
    },
  ];
  for (const { record } of persons) {
    if (record === null) continue;
    const { qualityFlags = [], ...rest } = record;
    const flagged = qualityFlags.length === 0 ? {} : { qualityFlags };
    records.push({ ...where, kind: 'person', ...rest, envelope: { ...base, ...rest.envelope }, ...flagged });
  }
  if (seized !== null) {
    records.push({
      ...where,
      kind: 'seizure',
      sourceRef: seizureRef,
      envelope: base,
      seizedAt: seized.seizedAt ?? null,
      place: place === null ? null : { kind: 'INLAND', name: place.area, country: place.country },
      legalStatus: 'SEIZED',
      conveyance: seized.conveyance ?? null,
      items: seized.items,
      ...(seized.flags.length === 0 ? {} : { qualityFlags: seized.flags }),
    });
  }
  if (instruction === 'insert' || instruction === 'add') return records;
  const kept = new Set(records.map((record) => ('sourceRef' in record ? record.sourceRef : null)));
  return [...records, ...takeBackParts(key, where).filter(({ sourceRef }) => !kept.has(sourceRef))];
}

/** Why persons are numbered: a deletion names the data item alone, and all that came of it must go. */
function takeBackParts(key: string, where: Provenance): Withdrawal[] {
  const persons = Array.from({ length: mostPersons }, (_, index) =>
    withdraw('person', personRef(key, index + 1), where),
  );
  return [...persons, withdraw('seizure', `${key}/seized`, where)];
}

function withdraw(of: Withdrawal['of'], sourceRef: string, where: Provenance): Withdrawal {
  return { ...where, kind: 'withdrawal', of, sourceRef };
}

function readIncidentPlace(item: DataItem, activityId: string | undefined) {
  const byIncident = item
    .associations('IncidentLocationAssociation')
    .concat(item.associations('ActivityLocationAssociation'))
    .filter(
      (association) => activityId !== undefined && references(association, 'ActivityReference').includes(activityId),
    );
  const associations = [...byIncident, ...item.associations('OffenseLocationAssociation')];
  for (const association of associations) {
    for (const reference of references(association, 'LocationReference')) {
      const place = readPlace(item.byId.get(reference) ?? null);
      if (place !== null) return place;
    }
  }
  return null;
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

function textOfAny(parts: readonly XmlElement[], name: string): string | null {
  for (const part of parts) {
    const found = [...below(part)].find((each) => each.name === name && each.text.trim() !== '');
    if (found) return found.text.trim();
  }
  return null;
}
