import type { XmlElement } from '../../../input/xml/xml.js';
import type { InterestKind, LinkEnd, RelationKind } from '../../../records/persons.js';
import type { RecordKind, SourceRecord } from '../../../records/record.js';
import type { Defect } from '../../../records/validate.js';
import { below, joinStated } from '../parts.js';
import { toStatedDate } from './dates.js';
import { commentsOf, type References } from './references.js';

/** Meaning of a relation's words. `holder` is the end that holds an interest. */
type Meaning =
  | { readonly to: 'relation'; readonly kind: RelationKind }
  | { readonly to: 'interest'; readonly kind: InterestKind; readonly holder: 'from' | 'to' };

const meanings: readonly (readonly [RegExp, Meaning])[] = [
  [/^associate of/i, { to: 'relation', kind: 'ASSOCIATE' }],
  [/^acting for/i, { to: 'relation', kind: 'REPRESENTATION' }],
  [/^family member/i, { to: 'relation', kind: 'FAMILY' }],
  [/^(?:owned or controlled by|property in the interest of)/i, { to: 'interest', kind: 'OWNERSHIP', holder: 'to' }],
  [/^owns, controls/i, { to: 'interest', kind: 'OWNERSHIP', holder: 'from' }],
  [/^(?:leader or official of|principal executive)/i, { to: 'interest', kind: 'DIRECTORSHIP', holder: 'from' }],
  [/^playing a significant role in/i, { to: 'interest', kind: 'MEMBERSHIP', holder: 'from' }],
];

const unknown: Meaning = { to: 'relation', kind: 'UNKNOWN_LINK' };

const holders: readonly RecordKind[] = ['person', 'organization'];
const held: readonly RecordKind[] = ['organization', 'vesselRecord', 'aircraftRecord'];

/** Key of a relationship: its number may also be a profile's. */
export function toRelationshipKey(id: string): string {
  return `relationship:${id}`;
}

/**
 * The relation or interest of a `ProfileRelationship`; a defect where it has no number, or the file lacks one of its ends.
 * An impossible interest, such as one in a person, becomes a relation.
 *
 * @param kindOf kind of the profile with a number; null where the file has none
 */
export function toRelationship(
  element: XmlElement,
  source: string,
  references: References,
  kindOf: (profileId: string) => RecordKind | null,
): Extract<SourceRecord, { kind: 'relation' | 'interest' }> | Defect {
  const { ID: id, RelationTypeID: type, ...attributes } = element.attributes;
  const endOf = (sourceRef = ''): { readonly kind: RecordKind; readonly end: LinkEnd } | null => {
    const kind = kindOf(sourceRef);
    return kind && { kind, end: { [kind]: { source, sourceRef } } };
  };
  const [from, to] = [endOf(attributes['From-ProfileID']), endOf(attributes['To-ProfileID'])];
  if (!id) return { field: 'ID', reason: 'key.missing' };
  if (from === null) return { field: 'From-ProfileID', reason: 'end.missing' };
  if (to === null) return { field: 'To-ProfileID', reason: 'end.missing' };
  const words = references.textOf('RelationType', type);
  const [period] = below(element, 'DatePeriod');
  const bound = (name: string): string | null =>
    (period && toStatedDate({ ...period, children: below(period, name) })?.date) ?? null;
  const former = element.attributes.Former === 'true' ? 'Former' : null;
  const common = {
    sourceRef: toRelationshipKey(id),
    // Each bound as precise as known; null where none is stated or it is not a date.
    startDate: bound('Start'),
    endDate: bound('End'),
    summary: joinStated([former, ...commentsOf(element)], '; '),
  };
  const meaning = meanings.find(([form]) => form.test(words ?? ''))?.[1] ?? unknown;
  if (meaning.to === 'interest') {
    const [holder, object] = meaning.holder === 'from' ? [from, to] : [to, from];
    const ends = { holders: [holder.end], objects: [object.end] };
    if (holders.includes(holder.kind) && held.includes(object.kind))
      return { ...common, kind: 'interest', interest: meaning.kind, role: words, ...ends };
  }
  const relation = meaning.to === 'relation' ? meaning.kind : 'UNKNOWN_LINK';
  return { ...common, kind: 'relation', relation, relationship: words, subjects: [from.end], objects: [to.end] };
}
