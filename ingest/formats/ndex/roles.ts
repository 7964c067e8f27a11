// SPDX-License-Identifier: Apache-2.0
import type { XmlElement } from '../../input/xml.js';
import type { IncidentParticipantRole } from '../../records/incidents.js';
import { all, textAt } from '../niem/element.js';
import { type DataItem, references } from './package.js';

/** Roles beside a person in the digest, by element. */
const elements: Readonly<Record<string, IncidentParticipantRole>> = {
  ArrestSubject: 'ARRESTED',
  IncidentSubject: 'SUSPECT',
  Subject: 'SUSPECT',
  Suspect: 'SUSPECT',
  Victim: 'VICTIM',
  Witness: 'WITNESS',
  MissingPerson: 'OTHER',
  OtherInvolvedPerson: 'OTHER',
};

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
 * The parts that a person has in an incident, the one that decides about protection first. Empty for officers who only
 * do their duty: they are nobody's data subject here.
 */
export function readRoles(item: DataItem, entity: XmlElement, personId: string | undefined): IncidentParticipantRole[] {
  const found = new Set<IncidentParticipantRole>();
  for (const { name } of entity.children) {
    const role = Object.hasOwn(elements, name) ? elements[name] : undefined;
    if (role) found.add(role);
  }
  if (personId !== undefined) {
    for (const association of item.associations('ActivityInvolvedPersonAssociation')) {
      if (!references(association, 'PersonReference').includes(personId)) continue;
      const text = textAt(association, 'PersonActivityInvolvementText');
      if (text !== null) found.add(words.find(([pattern]) => pattern.test(text))?.[1] ?? 'OTHER');
    }
  }
  if (found.size > 1) found.delete('OTHER');
  if (found.size === 0 && all(entity, 'EnforcementOfficial').length === 0) found.add('OTHER');
  return order.filter((role) => found.has(role));
}
