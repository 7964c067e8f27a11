import type { StatedInterest } from '../../../records/persons.js';
import type { SourceRecord } from '../../../records/record.js';
import type { FtmEntity } from '../entity.js';
import { openValues } from '../values.js';
import { toAircraft, toVessel } from './craft.js';
import { type SubjectKind, toLinkEnd } from './linkEnds.js';
import { toNames } from './names.js';
import { toOrganization } from './organization.js';
import { type Parts, readParts } from './parts.js';
import { toPerson } from './person.js';

const makers = { person: toPerson, organization: toOrganization, vesselRecord: toVessel, aircraftRecord: toAircraft };

type Holder = readonly [property: string, kind: StatedInterest['kind'], ...ends: SubjectKind[]];
const holdersOfCraft: readonly Holder[] = [
  ['owner', 'OWNERSHIP', 'person', 'organization'],
  ['operator', 'OPERATION', 'person', 'organization'],
];

/** Properties in which a subject names its holders by their keys, and what those may be. */
const holders: Readonly<Record<SubjectKind, readonly Holder[]>> = {
  person: [],
  organization: [['parent', 'PARENT', 'organization']],
  vesselRecord: holdersOfCraft,
  aircraftRecord: holdersOfCraft,
};

/** The record of an entity with its parts; null where it has no name. */
export function toSubject(kind: SubjectKind, entity: FtmEntity, partEntities: Parts): SourceRecord | null {
  const flags = new Set<string>();
  const values = openValues(entity, flags);
  const names = toNames(entity, values);
  if (names.length === 0) return null;
  const parts = readParts(entity, partEntities, flags);
  const notes = [values.joined('notes', 'description', 'summary'), ...parts.notes].filter((note) => note !== null);
  const record = {
    kind,
    sourceRef: entity.id,
    names,
    ...makers[kind]({ entity, values, flags, names, parts }),
    notes: notes.join('\n') || null,
    topics: values.texts('topics'),
    sanctions: parts.sanctions,
  };
  const interests = holders[kind].flatMap(([property, interest, ...ends]) =>
    values.texts(property).map((id): StatedInterest => ({ kind: interest, holder: toLinkEnd(id, ends) })),
  );
  return {
    ...record,
    ...(interests.length > 0 ? { interests } : {}),
    ...(flags.size > 0 ? { qualityFlags: [...flags].sort() } : {}),
  } as SourceRecord;
}
