// SPDX-License-Identifier: Apache-2.0
import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentParticipantRole } from '../../records/incidents.js';
import { textAt } from '../niem/element.js';
import { type DataItem, references } from './package.js';

/** Roles beside a person in the digest, by element. */
const elements: Readonly<Record<string, IncidentParticipantRole>> = {
  ArrestSubject: 'ARRESTED',
  IncidentSubject: 'SUSPECT',
  Subject: 'SUSPECT',
  Suspect: 'SUSPECT',
  Victim: 'VICTIM',
  Witness: 'WITNESS',
  MissingPersonLastSeenWitness: 'WITNESS',
  MissingPerson: 'OTHER',
  OtherInvolvedPerson: 'OTHER',
};

/** Roles that an association of the digest gives a person, where no element beside the person does, by its references. */
const associated: readonly (readonly [string, string, IncidentParticipantRole])[] = [
  ['IncidentVictimPersonAssociation', 'PersonReference', 'VICTIM'],
  ['OffenseVictimPersonAssociation', 'PersonReference', 'VICTIM'],
  ['SubjectVictimAssociation', 'VictimPersonReference', 'VICTIM'],
  ['VictimWitnessAssociation', 'VictimPersonReference', 'VICTIM'],
  ['VictimWitnessAssociation', 'WitnessPersonReference', 'WITNESS'],
  ['SubjectWitnessAssociation', 'WitnessPersonReference', 'WITNESS'],
  ['PersonLastSeenWitnessAssociation', 'WitnessPersonReference', 'WITNESS'],
  ['IncidentWitnessAssociation', 'PersonReference', 'WITNESS'],
  ['OffenseWitnessAssociation', 'PersonReference', 'WITNESS'],
  ['IncidentInformantAssociation', 'PersonReference', 'REPORTER'],
  ['ServiceCallCallerAssociation', 'PersonReference', 'REPORTER'],
  ['ArrestSubjectAssociation', 'PersonReference', 'ARRESTED'],
  ['IncidentSubjectPersonAssociation', 'PersonReference', 'SUSPECT'],
  ['OffenseSubjectPersonAssociation', 'PersonReference', 'SUSPECT'],
  ['SubjectVictimAssociation', 'SubjectPersonReference', 'SUSPECT'],
  ['SubjectWitnessAssociation', 'SubjectPersonReference', 'SUSPECT'],
];

/** Elements beside a person, and associations, of those who only do their duty. */
const officialElement = /Official$/;
const officialAssociations = [
  'ActivityEnforcementOfficialAssociation',
  'ArrestOfficerAssociation',
  'IncidentInvestigatorAssociation',
  'IncidentReportingOfficialAssociation',
  'ServiceCallDispatcherAssociation',
  'ServiceCallOperatorAssociation',
];

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
  for (const { name } of entity.children) {
    const role = Object.hasOwn(elements, name) ? elements[name] : undefined;
    if (role) found.add(role);
  }
  // Why not the person's alone: some associations point at the role beside the person.
  const ids = new Set([personId, ...entity.children.map(({ attributes }) => attributes.id)]);
  const isNamedBy = (association: string, reference: string): boolean =>
    item.associations(association).some((each) => references(each, reference).some((id) => ids.has(id)));
  for (const [association, reference, role] of associated) if (isNamedBy(association, reference)) found.add(role);
  for (const association of item.associations('ActivityInvolvedPersonAssociation')) {
    if (!references(association, 'PersonReference').some((id) => ids.has(id))) continue;
    const text = textAt(association, 'PersonActivityInvolvementText');
    if (text !== null) found.add(words.find(([pattern]) => pattern.test(text))?.[1] ?? 'OTHER');
  }
  if (found.size > 1) found.delete('OTHER');
  const isOfficial =
    entity.children.some(({ name }) => officialElement.test(name)) ||
    officialAssociations.some((association) => isNamedBy(association, 'PersonReference'));
  if (found.size === 0 && !isOfficial) found.add('OTHER');
  return order.filter((role) => found.has(role));
}
