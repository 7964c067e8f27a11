import type { XmlElement } from '../../../input/xml/xml.js';
import type { Origin } from '../../../records/base.js';
import type { SourceRecord } from '../../../records/record.js';
import type { Defect } from '../../../records/validate.js';
import { createFlags } from '../flags.js';
import { type Listed, toListedAircraft, toListedOrganization, toListedVessel } from '../listed.js';
import { toLinked, toListedPerson } from '../ofac/entry.js';
import { type OfacRemarks, readClauses } from '../ofac/remarks.js';
import { type PartyDocuments, readDocuments } from './documents.js';
import { type PartyKind, readFeatures } from './features.js';
import { readListings } from './listings.js';
import { readNames } from './names.js';
import { readPlace } from './places.js';
import type { PutAway, RecordItem, SideName } from './putAway.js';
import type { PartyReading } from './reading.js';
import { below, commentsOf, type References } from './references.js';

/** Why a limit: the key is indexed, and profiles have numbers. */
const longestKey = 64;

/** Kinds of party as the reference values name them. */
const kinds: ReadonlyMap<string, PartyKind> = new Map([
  ['individual', 'person'],
  ['entity', 'organization'],
  ['vessel', 'vesselRecord'],
  ['aircraft', 'aircraftRecord'],
]);

/** The kind of a profile: its subtype says it, or, where that is `Unknown`, the type of that. Null for any other. */
export function toPartyKind(profile: XmlElement, references: References): PartyKind | null {
  const id = profile.attributes.PartySubTypeID;
  const subtype = references.find('PartySubType', id);
  const type = references.textOf('PartyType', subtype?.attributes.PartyTypeID);
  return kinds.get(subtype?.text.toLowerCase() ?? '') ?? kinds.get(type?.toLowerCase() ?? '') ?? null;
}

/** Number of a profile, by which all else refers to it: the entry's number in the legacy files. */
export function toProfileId(profile: XmlElement, party: XmlElement): string | undefined {
  return profile.attributes.ID ?? party.attributes.FixedRef;
}

/** A profile with what stands apart from it, and what of that it took. */
export interface ReadProfile {
  readonly record: SourceRecord | Defect;
  readonly taken: readonly RecordItem[];
}

/** The record of a profile; a defect where it has no number, no name or no kind that is kept. */
export function readProfile(
  profile: XmlElement,
  party: RecordItem,
  origin: Origin,
  references: References,
  sides: PutAway,
): ReadProfile {
  const taken = new Map<string, RecordItem>();
  const take: Take = (name, id) => {
    const items = sides.take(name, id);
    for (const item of items) taken.set(item.path, item);
    return items.map(({ element }) => element);
  };
  const placeOf: PartyReading['placeOf'] = (id) =>
    take('Location', id).map((place) => readPlace(place, references))[0] ?? null;
  const id = toProfileId(profile, party.element) ?? '';
  const kind = toPartyKind(profile, references);
  const reading = { references, placeOf, flags: createFlags() };
  // Why read before it is judged: what is rejected takes along into quarantine what belongs to it.
  const { said, parts } = readParty(profile, kind ?? 'organization', id, take, reading);
  const defect = findDefect(id, said.names.length, kind);
  if (defect !== null || kind === null) return { record: defect ?? noKind, taken: [...taken.values()] };
  const raw = [party, ...taken.values()].map((item) => item.raw).join('\n');
  const notes = [...said.notes, ...[party.element, profile].flatMap(commentsOf)];
  const record = toRecord(kind, { ...said, notes, base: { sourceRef: id, origin, raw } }, parts);
  return { record: { ...record, qualityFlags: reading.flags.all() }, taken: [...taken.values()] };
}

/** Takes what was put away for a number. */
type Take = (name: SideName, id: string | undefined) => XmlElement[];

function readParty(profile: XmlElement, kind: PartyKind, id: string, take: Take, reading: PartyReading) {
  const { references, flags } = reading;
  const identities = below(profile, 'Identity').map(({ attributes }) => attributes.ID);
  const documents = readDocuments(
    identities.flatMap((identity) => take('IDRegDocument', identity)),
    reading,
  );
  const { names, parts, notes } = readNames(profile, references, flags);
  const { clauses, columns, addresses, identifications } = readFeatures(profile, kind, reading);
  const remarks = withDocuments(readClauses([...clauses, ...documents.clauses]), {
    ...documents,
    identifications: [...documents.identifications, ...identifications],
  });
  for (const flag of remarks.flags) flags.raise(flag);
  const sanctions = readListings(take('SanctionsEntry', id), id, reading);
  const isListed = sanctions.length === 0 || sanctions.some(({ endDate }) => !endDate);
  const said: Omit<Listed, 'base'> = {
    names,
    remarks,
    columns,
    addresses,
    notes: [...remarks.rest, ...toLinked(remarks), ...documents.notes, ...notes],
    topics: isListed ? ['sanction'] : [],
    sanctions,
    flags,
  };
  return { said, parts };
}

const noKind: Defect = { field: 'PartySubTypeID', reason: 'type.unknown' };

function findDefect(id: string, names: number, kind: PartyKind | null): Defect | null {
  if (id === '') return { field: 'Profile', reason: 'key.missing' };
  if (id.length > longestKey) return { field: 'Profile', reason: 'key.tooLong' };
  if (kind === null) return noKind;
  return names === 0 ? { field: 'DocumentedName', reason: 'name.missing' } : null;
}

function withDocuments(remarks: OfacRemarks, documents: PartyDocuments): OfacRemarks {
  return {
    ...remarks,
    identifications: [...documents.identifications, ...remarks.identifications],
    registrationNumbers: [...documents.registrationNumbers, ...remarks.registrationNumbers],
    taxNumbers: [...documents.taxNumbers, ...remarks.taxNumbers],
  };
}

function toRecord(kind: PartyKind, listed: Listed, parts: ReturnType<typeof readNames>['parts']): SourceRecord {
  switch (kind) {
    case 'person': {
      const person = toListedPerson(listed, listed.names[0]?.name ?? '');
      return { ...person, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null)) };
    }
    case 'organization':
      return toListedOrganization(listed);
    case 'vesselRecord':
      return toListedVessel(listed);
    case 'aircraftRecord': {
      const { remarks, notes } = listed;
      return toListedAircraft(listed, (rest) => [...rest, ...notes.slice(remarks.rest.length)]);
    }
  }
}
