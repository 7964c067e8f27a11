import { lazy, readCodeTable } from '../../codes/codeTable.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentParticipantRole } from '../../records/incidents.js';
import { textOf } from '../niem/element.js';
import type { DataItem } from './dataItem.js';

/** Rows: element beside a person, or association of the digest; the reference to the person in it; the role. */
const roleRows = lazy(() => readCodeTable('formats/ndex/roles.tsv'));

/** Roles by the words of `PersonActivityInvolvementText`. */
const words: readonly (readonly [RegExp, IncidentParticipantRole])[] = [
  [/victim/i, 'VICTIM'],
  [/witness/i, 'WITNESS'],
  [/arrest/i, 'ARRESTED'],
  [/suspect|offender|subject|defendant/i, 'SUSPECT'],
  [/complainant|report|caller/i, 'REPORTER'],
  [/owner/i, 'OWNER'],
  [/associate|contact|relative|parent|guardian/i, 'CONTACT_OR_ASSOCIATE'],
];

/** Precedence of a person's roles, the protected ones first. */
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
 * The roles of a person in an incident, the one that decides about protection first. Empty for officers and dispatchers on
 * duty: they are not data subjects here.
 */
export function readRoles(item: DataItem, entity: XmlElement, personId: string | undefined): IncidentParticipantRole[] {
  // Why not the person's alone: some associations refer to the role beside the person.
  const ids = [personId, ...entity.children.map(({ attributes }) => attributes.id)];
  const beside = new Set(entity.children.map(({ name }) => name));
  const named = roleRows().filter(([element = '', reference = '']) =>
    reference === '' ? beside.has(element) : item.linked([element], reference, ids).length > 0,
  );
  const involved = item
    .linked(['ActivityInvolvedPersonAssociation'], 'PersonReference', ids)
    .flatMap((association) => textOf(association, 'PersonActivityInvolvementText') ?? [])
    .map((text) => words.find(([pattern]) => pattern.test(text))?.[1] ?? 'OTHER');
  const found = new Set<string>([...named.flatMap(([, , role]) => role ?? []), ...involved]);
  if (found.size > 1) found.delete('OTHER');
  // Rows without a role, and elements of this name, are of persons on duty.
  const isOfficial =
    named.some(([, , role]) => role === undefined) || [...beside].some((name) => /Official$/.test(name));
  if (found.size === 0 && !isOfficial) found.add('OTHER');
  return order.filter((role) => found.has(role));
}
