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

/** Elements that stand apart from the parties that they belong to, and the attribute by which these find them. */
export const sideKeys = { Location: 'ID', IDRegDocument: 'IdentityID', SanctionsEntry: 'ProfileID' } as const;

/** Takes what was put away for a number. */
export type TakeSides = (name: keyof typeof sideKeys, id: string | undefined) => readonly RecordItem[];

/** The kind of a profile: its subtype says it, or, where that is `Unknown`, the type of that. Undefined for any other. */
export function toPartyKind(profile: XmlElement, references: References) {
  const subtype = references.find('PartySubType', profile.attributes.PartySubTypeID);
  const type = references.textOf('PartyType', subtype?.attributes.PartyTypeID);
  return listedKinds.get(subtype?.text.toLowerCase() ?? '') ?? listedKinds.get(type?.toLowerCase() ?? '');
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
  sides: TakeSides,
): ReadProfile {
  const taken = new Map<string, RecordItem>();
  const take = (...of: Parameters<TakeSides>): XmlElement[] =>
    sides(...of).map((item) => {
      taken.set(item.path, item);
      return item.element;
    });
  const placeOf = (id: string | undefined) =>
    take('Location', id).map((place) => readPlace(place, references))[0] ?? null;
  const id = toProfileId(profile, party.element) ?? '';
  const kind = toPartyKind(profile, references);
  const reading: PartyReading = { references, placeOf, flags: createFlags() };
  // Why read before it is judged: what is rejected takes along into quarantine what belongs to it.
  const comments = commentsOf(party.element, profile);
  const said = readParty(profile, kind ?? 'organization', comments, take, reading, id);
  const items = [...taken.values()];
  const defect = findKeyDefect(id, 'Profile');
  if (defect !== null) return { record: defect, taken: items };
  if (kind === undefined) return { record: { field: 'PartySubTypeID', reason: 'type.unknown' }, taken: items };
  if (said.names.length === 0) return { record: { field: 'DocumentedName', reason: 'name.missing' }, taken: items };
  const raw = [party, ...items].map((item) => item.raw).join('\n');
  return { record: toListedRecord(kind, { ...said, base: { sourceRef: id, origin, raw } }), taken: items };
}

function readParty(
  profile: XmlElement,
  kind: Parameters<typeof toListedRecord>[0],
  comments: readonly string[],
  take: (...of: Parameters<TakeSides>) => XmlElement[],
  reading: PartyReading,
  id: string,
): Omit<Listed, 'base'> {
  const { references, flags } = reading;
  const identities = below(profile, 'Identity').flatMap(({ attributes }) => take('IDRegDocument', attributes.ID));
  const documents = readDocuments(identities, reading);
  const { names, parts, notes } = readNames(profile, references, flags);
  const { clauses, columns, addresses, identifications } = readFeatures(profile, kind, reading);
  const said = readClauses([...clauses, ...documents.clauses]);
  for (const flag of said.flags) flags.raise(flag);
  const remarks = {
    ...said,
    identifications: [...documents.identifications, ...identifications, ...said.identifications],
    registrationNumbers: [...documents.registrationNumbers, ...said.registrationNumbers],
    taxNumbers: [...documents.taxNumbers, ...said.taxNumbers],
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
