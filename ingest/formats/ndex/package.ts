import type { XmlElement } from '../../input/xml/xml.js';
import { all, below, first, referenceOf, textAt, textOf } from '../niem/element.js';

/**
 * One LEXS data item package, its parts found by their ids.
 *
 * Terminology: the *digest* has entities and associations in common words; a *structured payload* says more of an entity,
 * and points at it by `SameAsDigestReference`.
 */
export interface DataItem {
  /** `ORI/system/id`: what N-DEx tells data items apart by. Null where the owner or the id is missing. */
  readonly key: string | null;
  readonly metadata: XmlElement | null;
  readonly digest: XmlElement | null;
  /** What all entities of the digest are called. */
  readonly byId: ReadonlyMap<string, XmlElement>;
  /** Whether an association or a payload speaks of an entity that the digest does not have. */
  readonly unresolved: boolean;
  /** Whether a payload stands in another file, by XInclude, which no message brings with it. */
  readonly payloadElsewhere: boolean;
  /** Payload elements about the entity of an id, in file order. */
  readonly details: (id: string | null | undefined) => readonly XmlElement[];
  /** Payload elements of a name, e.g. `Incident`, in file order. */
  readonly payload: (name: string) => readonly XmlElement[];
  /** Associations of a name, e.g. `IncidentLocationAssociation`. */
  readonly associations: (name: string) => readonly XmlElement[];
}

/** Opens a `lexs:DataItemPackage`. */
export function openDataItem(element: XmlElement): DataItem {
  const metadata = first(element, 'PackageMetadata');
  const digest = first(element, 'Digest');
  const byId = new Map<string, XmlElement>();
  for (const each of digest ? below(digest) : []) {
    if (each.attributes.id !== undefined) byId.set(each.attributes.id, each);
  }
  const roots = all(element, 'StructuredPayload').flatMap(({ children }) => children);
  const payloads = roots.flatMap((one) => one.children);
  const details = new Map<string, XmlElement[]>();
  for (const part of payloads) {
    for (const reference of sameAs(part)) details.set(reference, [...(details.get(reference) ?? []), part]);
  }
  const associations = first(digest, 'Associations');
  const spokenOf = [
    ...details.keys(),
    ...(associations ? [...below(associations)] : []).flatMap((each) => referenceOf(each) ?? []),
  ];
  return {
    key: toKey(metadata),
    metadata,
    digest,
    byId,
    payloadElsewhere: roots.some(({ name }) => name === 'include'),
    unresolved: spokenOf.some((id) => !byId.has(id)),
    details: (id) => (id ? (details.get(id) ?? []) : []),
    payload: (name) => payloads.filter((part) => part.name === name),
    associations: (name) => all(associations, name),
  };
}

/** Ids that a part of the payload is about: its own, or its augmentation's. */
function sameAs(part: XmlElement): string[] {
  const own = [part, ...part.children].flatMap((one) => all(one, 'SameAsDigestReference'));
  return [...new Set(own.flatMap((reference) => referenceOf(reference) ?? []))];
}

function toKey(metadata: XmlElement | null): string | null {
  const owner = first(metadata, 'DataOwnerMetadata/DataOwnerIdentifier');
  const ori = textAt(owner, 'ORI');
  const id = textOf(metadata, 'DataItemID', 'DataItemReferenceID');
  return ori === null || id === null
    ? null
    : [ori, textAt(owner, 'SystemID'), id].filter((part) => part !== null).join('/');
}

/** References of one kind that an association makes, e.g. `PersonReference`. */
export function references(association: XmlElement, name: string): string[] {
  return all(association, name).flatMap((reference) => referenceOf(reference) ?? []);
}

/** The first text, at any depth, of an element of a name in parts of the payload. */
export function textOfAny(parts: readonly XmlElement[], name: string): string | null {
  for (const part of parts) {
    const found = [...below(part)].find((each) => each.name === name && each.text.trim() !== '');
    if (found) return found.text.trim();
  }
  return null;
}
