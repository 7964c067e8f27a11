import type { XmlElement } from '../../input/xml/xml.js';
import { all, below, first, refsOf, textOf } from '../niem/element.js';

/**
 * One LEXS data item package, its parts found by their ids.
 *
 * Terminology: the *digest* has entities and associations in common terms; a *structured payload* gives details of an
 * entity, to which it refers by `SameAsDigestReference`.
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
    // The part itself or its augmentation refers to the entity.
    .map((part) => ({
      part,
      about: [part, ...part.children].flatMap((element) => refsOf(element, 'SameAsDigestReference')),
    }));
  const associations = first(digest, 'Associations');
  const referenced = [
    ...parts.flatMap(({ about }) => about),
    ...[...(associations ? below(associations) : [])].flatMap(({ attributes: { ref } }) => ref ?? []),
  ];
  return {
    element,
    /** `ORI/system/id`, which identifies a data item in N-DEx; null where the owner or the id is missing. */
    key: toKey(metadata),
    metadata,
    digest,
    flags: [
      // To an entity that the digest lacks.
      ...(referenced.some((id) => !entities.has(id)) ? ['REFERENCE_UNRESOLVED'] : []),
      // By XInclude: messages do not contain that file.
      ...(payloads.some(({ name }) => name === 'include') ? ['PAYLOAD_ELSEWHERE'] : []),
    ],
    /** Entities of the digest to which elements refer, e.g. by `LocationReference`. */
    refersTo: (elements: readonly XmlElement[], name: string): XmlElement[] =>
      elements.flatMap((element) => refsOf(element, name)).flatMap((id) => entities.get(id) ?? []),
    /** Associations of these names whose reference, e.g. `PersonReference`, is to one of the ids. */
    linked: (names: readonly string[], reference: string, ids: readonly (string | undefined)[]): XmlElement[] =>
      all(associations, ...names).filter((link) => refsOf(link, reference).some((id) => ids.includes(id))),
    associations: (name: string): XmlElement[] => all(associations, name),
    /** Payload elements about the entity of an id, in file order. */
    details: (id: string | undefined): XmlElement[] =>
      parts.filter(({ about }) => id !== undefined && about.includes(id)).map(({ part }) => part),
    /** Payload elements of a name, e.g. `Incident`, in file order. */
    payload: (name: string): XmlElement[] => parts.map(({ part }) => part).filter((part) => part.name === name),
  };
}

function toEntities(digest: XmlElement | null): ReadonlyMap<string, XmlElement> {
  const elements = digest ? [...below(digest)] : [];
  return new Map(elements.flatMap((element) => (element.attributes.id ? [[element.attributes.id, element]] : [])));
}

function toKey(metadata: XmlElement | null): string | null {
  const owner = first(metadata, 'DataOwnerMetadata/DataOwnerIdentifier');
  const [ori, system] = [textOf(owner, 'ORI'), textOf(owner, 'SystemID')];
  const id = textOf(metadata, 'DataItemID', 'DataItemReferenceID');
  if (ori === null || id === null) return null;
  return system === null ? `${ori}/${id}` : `${ori}/${system}/${id}`;
}
