import type { XmlElement } from '../../input/xml/xml.js';
import type { Provenance } from '../../records/base.js';
import type { SourceRecord, Withdrawal } from '../../records/record.js';
import { below, codeOf, first, textAmong, textOf } from '../niem/element.js';
import { defect, type RecordFrame, withdraw } from '../niem/makeRecord.js';
import type { ElementItem } from '../niem/reader.js';
import { toSeizure } from '../niem/seizure.js';
import { readTime } from '../niem/times.js';
import { type DataItem, openDataItem } from './dataItem.js';
import { mainActivity, toIncident } from './incident.js';
import { readIncidentLocation } from './locations.js';
import { mostPersons, personRef, readPersons } from './persons.js';
import { readSeized } from './seizure.js';
import { readSharing, toClassification } from './sharing.js';

/** Instructions that state a new data item, and all that state one rather than delete it. */
const newInstructions: readonly string[] = ['INSERT', 'ADD'];
const statedInstructions: readonly string[] = [...newInstructions, 'UPDATE', 'REPLACE'];

/**
 * Reads a `lexs:DataItemPackage`. An update states the whole data item anew and withdraws persons and a seizure that it no
 * longer has; a deletion withdraws all.
 *
 * @param beside metadata of the message as a whole
 */
export function readDataItem(
  element: XmlElement,
  where: Provenance,
  beside: ReadonlyMap<string, XmlElement>,
): readonly ElementItem[] {
  const item = openDataItem(element);
  const { key, metadata } = item;
  if (key === null) return [defect('PackageMetadata/DataItemID', 'key.missing')];
  const instruction = codeOf(metadata, 'DataItemPublishInstruction') || 'INSERT';
  if (instruction === 'DELETE') return [withdraw('incident', key, where), ...withdrawParts(key, where)];
  if (!statedInstructions.includes(instruction)) return [defect('DataItemPublishInstruction', 'action.unknown')];
  const activity = mainActivity(item);
  if (activity === null) return [defect('Digest/EntityActivity', 'activity.missing')];

  const { envelope, flags } = readSharing(metadata);
  const details = item.details(activity.attributes.id).flatMap((part) => [...below(part)]);
  const caseReference =
    textAmong(details, 'IncidentCaseNumberText') ?? textOf(activity, 'ActivityIdentification/IdentificationID');
  const classification = toClassification(textOf(beside.get('PDMessageMetadata'), 'DataSensitivity'));
  const frame: RecordFrame = {
    where,
    sourceRef: key,
    envelope: {
      ...envelope,
      ...(caseReference === null ? {} : { caseReference }),
      ...(classification === null ? {} : { classification }),
    },
  };
  const records = readRecords(item, activity, frame, flags);
  if (newInstructions.includes(instruction)) return records;
  const kept = new Set(records.map(({ sourceRef }) => sourceRef));
  return [...records, ...withdrawParts(key, where).filter(({ sourceRef }) => !kept.has(sourceRef))];
}

/** The incident, the named persons, and the seizure. */
function readRecords(
  item: DataItem,
  activity: XmlElement,
  frame: RecordFrame,
  flags: readonly string[],
): SourceRecord[] {
  const { sourceRef: key, envelope } = frame;
  const start = readTime(first(activity, 'ActivityDate', 'ActivityDateRange/StartDate'));
  const persons = readPersons(item, frame, start.time?.date ?? null);
  const location = readIncidentLocation(item, activity.attributes.id);
  const seized = readSeized(item);
  const seizure =
    seized &&
    toSeizure({ ...frame, sourceRef: seizureRef(key) }, seized, {
      place: location && { name: location.area, country: location.country },
      conveyance: seized.conveyance ?? null,
    });
  const seizures = seizure
    ? [
        {
          statedCaseReference: envelope.caseReference ?? key,
          seizure: { source: 'ndex', sourceRef: seizure.sourceRef },
        },
      ]
    : [];
  return [
    toIncident(frame, { item, activity, start, location, persons, flags, seizures }),
    ...persons.flatMap(({ record }) => record ?? []),
    ...(seizure ? [seizure] : []),
  ];
}

function seizureRef(key: string): string {
  return `${key}/seized`;
}

/** Why persons by number: a deletion names only the data item, but all its records must go. */
function withdrawParts(key: string, where: Provenance): Withdrawal[] {
  const persons = Array.from({ length: mostPersons }, (_, index) => personRef(key, index + 1));
  return [
    ...persons.map((sourceRef) => withdraw('person', sourceRef, where)),
    withdraw('seizure', seizureRef(key), where),
  ];
}
