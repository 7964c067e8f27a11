import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentParticipantRole, IncidentPersonStatement } from '../../records/incidents.js';
import type { PersonRecord } from '../../records/persons.js';
import { isMinor, readAge } from '../niem/age.js';
import { all, below, codeOf, first } from '../niem/element.js';
import { makeRecord, type RecordFrame } from '../niem/makeRecord.js';
import { describeArrest, describePerson, toGender } from '../niem/participants.js';
import { readTime } from '../niem/times.js';
import type { DataItem } from './dataItem.js';
import { readFacts, readNameParts, readNames } from './personFacts.js';
import { readRoles } from './roles.js';

/** A person of a data item: their part in the incident, and a record of their own where the message names them. */
export interface ReadPerson {
  readonly participant: IncidentPersonStatement;
  readonly record: PersonRecord | null;
}

/** Most persons of a data item; a later version withdraws those that it no longer names. */
export const mostPersons = 40;

/** Key of the person at a position, from 1, in a data item. */
export function personRef(key: string, position: number): string {
  return `${key}/person/${position}`;
}

/** Categories of data subject by role in an incident (Directive 2016/680, Article 6). */
const subjectCategories: Readonly<Record<IncidentParticipantRole, string>> = {
  SUSPECT: 'SUSPECT',
  ARRESTED: 'SUSPECT',
  VICTIM: 'VICTIM',
  WITNESS: 'WITNESS',
  REPORTER: 'WITNESS',
  CREW: 'OTHER',
  OWNER: 'OTHER',
  CONTACT_OR_ASSOCIATE: 'CONTACT_OR_ASSOCIATE',
  OTHER: 'OTHER',
};

/**
 * The persons of a data item, in its order. Only a named person becomes a record; the name of a victim, a witness or a
 * minor is only in that record, whose envelope protects it, and not in the incident. Race and ethnicity are left out: as
 * special categories of data they stay in the source record.
 *
 * @param frame of the data item's records
 * @param when PartialDate of the incident
 */
export function readPersons(item: DataItem, frame: RecordFrame, when: string | null): ReadPerson[] {
  return all(item.digest, 'EntityPerson').flatMap((entity, index) => {
    const person = first(entity, 'Person');
    const roles = person ? readRoles(item, entity, person.attributes.id) : [];
    const sourceRef = personRef(frame.sourceRef, index + 1);
    return person && roles.length > 0 ? [readPerson(item, person, roles, { ...frame, sourceRef }, when)] : [];
  });
}

/** @param roles in the incident, the one that decides about protection first */
function readPerson(
  item: DataItem,
  person: XmlElement,
  roles: readonly IncidentParticipantRole[],
  frame: RecordFrame,
  when: string | null,
): ReadPerson {
  const [role = 'OTHER'] = roles;
  const { id } = person.attributes;
  const names = readNames(person);
  const age = readAge(person);
  const birth = readTime(first(person, 'PersonBirthDate'));
  const born = birth.time?.date ?? null;
  const minor = isMinor(age, born, when);
  const gender = toGender(codeOf(person, 'PersonSexCode', 'PersonSexText'));
  const dataSubjectCategory = subjectCategories[role];
  const isProtected = minor || dataSubjectCategory === 'VICTIM' || dataSubjectCategory === 'WITNESS';
  const arrest = roles.includes('ARRESTED') && id !== undefined ? readArrest(item, id) : null;
  const participant: IncidentPersonStatement = {
    role,
    statedName: isProtected ? null : (names[0]?.name ?? null),
    statedDescription: describePerson(gender, age, arrest),
    person: names.length > 0 ? { source: 'ndex', sourceRef: frame.sourceRef } : null,
    // Why not the category: it follows from the role.
    ...(minor ? { subject: { minor } } : {}),
  };
  if (names.length === 0) return { participant, record: null };
  const record = makeRecord(
    'person',
    { ...frame, envelope: { ...frame.envelope, dataSubjectCategory, minor } },
    { names, ...readNameParts(person), birthDates: born === null ? [] : [born], gender, ...readFacts(item, person) },
    [
      ...(birth.impossible ? ['DATE_IMPOSSIBLE'] : []),
      ...(born !== null && when !== null && born > when ? ['BIRTH_DATE_LATE'] : []),
    ],
  );
  return { participant, record };
}

/** The arrest of a person in words: date and charges. */
function readArrest(item: DataItem, personId: string): string {
  const associations = item.linked(['ArrestSubjectAssociation'], 'PersonReference', [personId]);
  const dates = item
    .refersTo(associations, 'ActivityReference')
    .flatMap((arrest) => readTime(first(arrest, 'ActivityDate')).time?.date ?? []);
  const charges = item
    .details(personId)
    .filter(({ name }) => name === 'ArrestSubject')
    .flatMap((part) => [...below(part)])
    .filter(({ name, text }) => name === 'ChargeUCRCode' && text.trim() !== '');
  return describeArrest(
    dates[0],
    undefined,
    charges.map(({ text }) => text.trim()),
  );
}
