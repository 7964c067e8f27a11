import type { Classification } from '../../../policy/types.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { EnvelopeStatement, Provenance } from '../../records/base.js';
import type { PersonRecord } from '../../records/persons.js';
import type { SourceRecord, Withdrawal } from '../../records/record.js';
import type { SeizureRecord } from '../../records/seizures.js';
import { readTime } from '../niem/dates.js';
import { first, textAt } from '../niem/element.js';
import type { ElementItem } from '../niem/readElements.js';
import { type Activity, mainActivity } from './arrests.js';
import { type ItemReading, toIncident } from './incident.js';
import { readIncidentLocation } from './locations.js';
import { type DataItem, openDataItem, textOfAny } from './package.js';
import { mostPersons, personRef, type ReadPerson, readPersons } from './persons.js';
import { readSeized, type Seized } from './seizure.js';
import { readSharing } from './sharing.js';

/** Instructions that state a data item rather than delete it; the first two state a new one. */
const newInstructions: readonly string[] = ['insert', 'add'];
const statedInstructions: readonly string[] = [...newInstructions, 'update', 'replace'];

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
  if (!statedInstructions.includes(instruction)) {
    return [{ kind: 'defect', field: 'DataItemPublishInstruction', reason: 'action.unknown' }];
  }
  const activity = mainActivity(item);
  if (activity === null) return [{ kind: 'defect', field: 'Digest/EntityActivity', reason: 'activity.missing' }];

  const records = readRecords({ element, item, key, activity, where }, classification);
  if (newInstructions.includes(instruction)) return records;
  const kept = new Set(records.map(({ sourceRef }) => sourceRef));
  return [...records, ...takeBackParts(key, where).filter(({ sourceRef }) => !kept.has(sourceRef))];
}

type Found = Pick<ItemReading, 'element' | 'item' | 'key' | 'activity' | 'where'>;

function readRecords(found: Found, classification: Classification | null): SourceRecord[] {
  const { item, key, activity } = found;
  const sharing = readSharing(item.metadata);
  const caseReference = readCaseReference(item, activity);
  const envelope: EnvelopeStatement = {
    ...sharing.envelope,
    ...(caseReference === null ? {} : { caseReference }),
    ...(classification === null ? {} : { classification }),
  };
  const start = readTime(
    first(activity.element, 'ActivityDate') ?? first(activity.element, 'ActivityDateRange/StartDate'),
  );
  const persons = readPersons(item, key, start.time?.date ?? null);
  const seized = readSeized(item);
  const location = readIncidentLocation(item, activity.element.attributes.id);
  const reading: ItemReading = {
    ...found,
    sharing,
    envelope,
    start,
    location,
    persons,
    seizureRef: seized && seizureRef(key),
  };
  return [
    toIncident(reading),
    ...persons.flatMap(({ record }) => (record === null ? [] : [toPerson(record, reading)])),
    ...(seized === null ? [] : [toSeizure(seized, reading)]),
  ];
}

function readCaseReference(item: DataItem, { element }: Activity): string | null {
  const details = item.details(element.attributes.id);
  return textOfAny(details, 'IncidentCaseNumberText') ?? textAt(element, 'ActivityIdentification/IdentificationID');
}

function toPerson(stated: NonNullable<ReadPerson['record']>, { where, envelope }: ItemReading): PersonRecord {
  const { qualityFlags = [], ...rest } = stated;
  const flagged = qualityFlags.length === 0 ? {} : { qualityFlags };
  return { ...where, kind: 'person', ...rest, envelope: { ...envelope, ...rest.envelope }, ...flagged };
}

function toSeizure(seized: Seized, { key, where, envelope, location }: ItemReading): SeizureRecord {
  return {
    ...where,
    kind: 'seizure',
    sourceRef: seizureRef(key),
    envelope,
    seizedAt: seized.seizedAt ?? null,
    place: location === null ? null : { kind: 'INLAND', name: location.area, country: location.country },
    legalStatus: 'SEIZED',
    conveyance: seized.conveyance ?? null,
    items: seized.items,
    ...(seized.flags.length === 0 ? {} : { qualityFlags: seized.flags }),
  };
}

function seizureRef(key: string): string {
  return `${key}/seized`;
}

/** Why persons are numbered: a deletion names the data item alone, and all that came of it must go. */
function takeBackParts(key: string, where: Provenance): Withdrawal[] {
  const persons = Array.from({ length: mostPersons }, (_, index) =>
    withdraw('person', personRef(key, index + 1), where),
  );
  return [...persons, withdraw('seizure', seizureRef(key), where)];
}

function withdraw(of: Withdrawal['of'], sourceRef: string, where: Provenance): Withdrawal {
  return { ...where, kind: 'withdrawal', of, sourceRef };
}
