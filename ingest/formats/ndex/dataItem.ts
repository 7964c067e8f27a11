import type { XmlElement } from '../../input/xml/xml.js';
import { all, below, first, refsOf, textOf } from '../niem/element.js';

/**
 * One LEXS data item package, its parts found by their ids.
 *
 * Terminology: the *digest* has entities and associations in common words; a *structured payload* says more of an entity,
 * and points at it by `SameAsDigestReference`.
 */
export type DataItem = ReturnType<typeof openDataItem>;

/** Opens a `lexs:DataItemPackage`. */
export function openDataItem(element: XmlElement) {
  const metadata = first(element, 'PackageMetadata');
  const digest = first(element, 'Digest');
  const entities = toEntities(digest);
  const payloads = all(element, 'StructuredPayload').flatMap(({ children }) => children);
  const parts = payloads
    .flatMap(({ children }) => children)
    // A part names what it is about itself, or its augmentation does.
    .map((part) => ({ part, about: [part, ...part.children].flatMap((one) => refsOf(one, 'SameAsDigestReference')) }));
  const associations = first(digest, 'Associations');
  const spokenOf = [
    ...parts.flatMap(({ about }) => about),
    ...[...(associations ? below(associations) : [])].flatMap(({ attributes: { ref } }) => ref ?? []),
  ];
  return {
    element,
    /** `ORI/system/id`: what N-DEx tells data items apart by. Null where the owner or the id is missing. */
    key: toKey(metadata),
    metadata,
    digest,
    flags: [
      // Of an entity that the digest does not have.
      ...(spokenOf.some((id) => !entities.has(id)) ? ['REFERENCE_UNRESOLVED'] : []),
      // By XInclude: no message brings that file with it.
      ...(payloads.some(({ name }) => name === 'include') ? ['PAYLOAD_ELSEWHERE'] : []),
    ],
    /** Entities of the digest that elements refer to by a name, e.g. `LocationReference`. */
    refersTo: (elements: readonly XmlElement[], name: string): XmlElement[] =>
      elements.flatMap((each) => refsOf(each, name)).flatMap((id) => entities.get(id) ?? []),
    /** Associations of these names in which a reference, e.g. `PersonReference`, is to one of the ids. */
    linked: (names: readonly string[], reference: string, ids: readonly (string | undefined)[]): XmlElement[] =>
      all(associations, ...names).filter((each) => refsOf(each, reference).some((id) => ids.includes(id))),
    associations: (name: string): XmlElement[] => all(associations, name),
    /** Payload elements about the entity of an id, in file order. */
    details: (id: string | undefined): XmlElement[] =>
      parts.filter(({ about }) => id !== undefined && about.includes(id)).map(({ part }) => part),
    /** Payload elements of a name, e.g. `Incident`, in file order. */
    payload: (name: string): XmlElement[] => parts.map(({ part }) => part).filter((part) => part.name === name),
  };
}

function toEntities(digest: XmlElement | null): ReadonlyMap<string, XmlElement> {
  const everything = digest ? [...below(digest)] : [];
  return new Map(everything.flatMap((each) => (each.attributes.id === undefined ? [] : [[each.attributes.id, each]])));
}

function toKey(metadata: XmlElement | null): string | null {
  const owner = first(metadata, 'DataOwnerMetadata/DataOwnerIdentifier');
  const [ori, system] = [textOf(owner, 'ORI'), textOf(owner, 'SystemID')];
  const id = textOf(metadata, 'DataItemID', 'DataItemReferenceID');
  if (ori === null || id === null) return null;
  return system === null ? `${ori}/${id}` : `${ori}/${system}/${id}`;
}
