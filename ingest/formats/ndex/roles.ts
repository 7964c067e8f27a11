import { lazy, readCodeTable } from '../../codes/codeTable.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentParticipantRole } from '../../records/incidents.js';
import { textAt } from '../niem/element.js';
import { type DataItem, references } from './package.js';

interface RoleRow {
  /** Element beside a person, or association of the digest. */
  readonly element: string;
  /** What names the person in an association; empty for an element beside a person. */
  readonly reference: string;
  /** Undefined for those who only do their duty. */
  readonly role: IncidentParticipantRole | undefined;
}

const roleRows = lazy((): readonly RoleRow[] =>
  readCodeTable('ndexRoles.tsv').map(([element = '', reference = '', role]) => ({
    ...{ element, reference },
    role: role as RoleRow['role'],
  })),
);

/** Elements beside persons who only do their duty. */
const officialElement = /Official$/;

/** Roles that `PersonActivityInvolvementText` states in words. */
const words: readonly (readonly [RegExp, IncidentParticipantRole])[] = [
  [/victim/i, 'VICTIM'],
  [/witness/i, 'WITNESS'],
  [/arrest/i, 'ARRESTED'],
  [/suspect|offender|subject|defendant/i, 'SUSPECT'],
  [/complainant|report|caller/i, 'REPORTER'],
  [/owner/i, 'OWNER'],
  [/associate|contact|relative|parent|guardian/i, 'CONTACT_OR_ASSOCIATE'],
];

/** In this order one role is told of a person that has several: a protected one first, for it hides more. */
const order: readonly IncidentParticipantRole[] = [
  'VICTIM',
  'WITNESS',
  'REPORTER',
  'ARRESTED',
  'SUSPECT',
  'OWNER',
  'CONTACT_OR_ASSOCIATE',
  'OTHER',
];

/**
 * The parts that a person has in an incident, the one that decides about protection first. Empty for officers and
 * dispatchers who only do their duty: they are nobody's data subject here.
 */
export function readRoles(item: DataItem, entity: XmlElement, personId: string | undefined): IncidentParticipantRole[] {
  const found = new Set<IncidentParticipantRole>();
  // Why not the person's alone: some associations point at the role beside the person.
  const ids = new Set([personId, ...entity.children.map(({ attributes }) => attributes.id)]);
  const isNamedBy = (association: string, reference: string): boolean =>
    item.associations(association).some((each) => references(each, reference).some((id) => ids.has(id)));
  const isNamed = ({ element, reference }: RoleRow): boolean =>
    reference === '' ? entity.children.some(({ name }) => name === element) : isNamedBy(element, reference);
  for (const row of roleRows()) if (row.role !== undefined && isNamed(row)) found.add(row.role);
  for (const association of item.associations('ActivityInvolvedPersonAssociation')) {
    if (!references(association, 'PersonReference').some((id) => ids.has(id))) continue;
    const text = textAt(association, 'PersonActivityInvolvementText');
    if (text !== null) found.add(words.find(([pattern]) => pattern.test(text))?.[1] ?? 'OTHER');
  }
  if (found.size > 1) found.delete('OTHER');
  const isOfficial =
    entity.children.some(({ name }) => officialElement.test(name)) ||
    roleRows().some((row) => row.role === undefined && isNamed(row));
  if (found.size === 0 && !isOfficial) found.add('OTHER');
  return order.filter((role) => found.has(role));
}
