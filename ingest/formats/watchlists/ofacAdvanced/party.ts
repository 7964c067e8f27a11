import type { XmlElement } from '../../../input/xml/xml.js';
import type { Origin } from '../../../records/base.js';
import type { SourceRecord } from '../../../records/record.js';
import type { Defect } from '../../../records/validate.js';
import { createFlags } from '../flags.js';
import { type Listed, listedKinds, toListedRecord, toNameParts } from '../listed.js';
import { toApproximate, toLinked } from '../ofac/read.js';
import { readClauses } from '../ofac/remarks.js';
import { below } from '../parts.js';
import { findKeyDefect } from '../watchList.js';
import type { RecordItem } from '../xmlList.js';
import { readDocuments } from './documents.js';
import { readFeatures } from './features.js';
import { readListings } from './listings.js';
import { readNames } from './names.js';
import { type PartyReading, readPlace } from './places.js';
import { commentsOf, type References } from './references.js';

/** Elements apart from the parties to which they belong, and the attribute by which those find them. */
export const attachedKeys = { Location: 'ID', IDRegDocument: 'IdentityID', SanctionsEntry: 'ProfileID' } as const;

/** Takes the stored elements of a number. */
export type TakeAttached = (name: keyof typeof attachedKeys, id: string | undefined) => readonly RecordItem[];

/** The kind of a profile by its subtype or, where that is `Unknown`, its type; undefined for any other. */
export function toPartyKind(profile: XmlElement, references: References) {
  const subtype = references.find('PartySubType', profile.attributes.PartySubTypeID);
  const type = references.textOf('PartyType', subtype?.attributes.PartyTypeID);
  return listedKinds.get(subtype?.text.toLowerCase() ?? '') ?? listedKinds.get(type?.toLowerCase() ?? '');
}

/** Number of a profile, to which other elements refer: the entry's number in the legacy files. */
export function toProfileId(profile: XmlElement, party: XmlElement): string | undefined {
  return profile.attributes.ID ?? party.attributes.FixedRef;
}

/** The record of a profile, and the stored elements that it took. */
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
  takeAttached: TakeAttached,
): ReadProfile {
  const taken = new Map<string, RecordItem>();
  const take = (...of: Parameters<TakeAttached>): XmlElement[] =>
    takeAttached(...of).map((item) => {
      taken.set(item.path, item);
      return item.element;
    });
  const placeOf = (id: string | undefined) =>
    take('Location', id).map((place) => readPlace(place, references))[0] ?? null;
  const id = toProfileId(profile, party.element) ?? '';
  const kind = toPartyKind(profile, references);
  const reading: PartyReading = { references, placeOf, flags: createFlags() };
  // Why read before it is checked: a rejected profile takes its elements along into quarantine.
  const comments = commentsOf(party.element, profile);
  const listed = readParty(profile, kind ?? 'organization', comments, take, reading, id);
  const items = [...taken.values()];
  const defect = findKeyDefect(id, 'Profile');
  if (defect !== null) return { record: defect, taken: items };
  if (kind === undefined) return { record: { field: 'PartySubTypeID', reason: 'type.unknown' }, taken: items };
  if (listed.names.length === 0) return { record: { field: 'DocumentedName', reason: 'name.missing' }, taken: items };
  const raw = [party, ...items].map((item) => item.raw).join('\n');
  return { record: toListedRecord(kind, { ...listed, base: { sourceRef: id, origin, raw } }), taken: items };
}

function readParty(
  profile: XmlElement,
  kind: Parameters<typeof toListedRecord>[0],
  comments: readonly string[],
  take: (...of: Parameters<TakeAttached>) => XmlElement[],
  reading: PartyReading,
  id: string,
): Omit<Listed, 'base'> {
  const { references, flags } = reading;
  const identities = below(profile, 'Identity').flatMap(({ attributes }) => take('IDRegDocument', attributes.ID));
  const documents = readDocuments(identities, reading);
  const { names, parts, notes } = readNames(profile, references, flags);
  const { clauses, columns, addresses, identifications } = readFeatures(profile, kind, reading);
  const stated = readClauses([...clauses, ...documents.clauses]);
  for (const flag of stated.flags) flags.raise(flag);
  const remarks = {
    ...stated,
    identifications: [...documents.identifications, ...identifications, ...stated.identifications],
    registrationNumbers: [...documents.registrationNumbers, ...stated.registrationNumbers],
    taxNumbers: [...documents.taxNumbers, ...stated.taxNumbers],
  };
  const sanctions = readListings(take('SanctionsEntry', id), id, reading);
  const isListed = sanctions.length === 0 || sanctions.some(({ endDate }) => !endDate);
  return {
    names,
    person: {
      parts: { ...toNameParts(names[0]?.name ?? ''), ...parts },
      born: toApproximate(remarks),
      unread: [],
    },
    remarks,
    columns,
    addresses,
    notes: { before: [], after: [...toLinked(remarks), ...documents.notes, ...notes, ...comments] },
    topics: isListed ? ['sanction'] : [],
    sanctions,
    flags,
  };
}
