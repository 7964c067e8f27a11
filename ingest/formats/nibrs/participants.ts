import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentOrganizationStatement, IncidentPersonStatement } from '../../records/incidents.js';
import { isMinor, readAge } from '../niem/age.js';
import { readTime } from '../niem/dates.js';
import { describePerson, toGender } from '../niem/describe.js';
import { all, first, referenceOf, textAt } from '../niem/element.js';
import { findOffence } from './offences.js';

/** Who took part in a reported incident. */
export interface Participants {
  readonly persons: readonly IncidentPersonStatement[];
  readonly organizations: readonly IncidentOrganizationStatement[];
  readonly flags: readonly string[];
}

/** Victims that are no persons (data element 25); `S`, society, is nobody at all. */
const victimOrganizations: Readonly<Record<string, string>> = {
  B: 'Business',
  F: 'Financial institution',
  G: 'Government',
  R: 'Religious organization',
};

const arrestKinds: Readonly<Record<string, string>> = {
  O: 'on view',
  S: 'summoned or cited',
  T: 'taken into custody',
};

/**
 * The participants of a report. NIBRS names nobody: each has a part and a description, and there is no person's record.
 * Race and ethnicity are left out: special categories of data, which stay in the source record.
 */
export function readParticipants(report: XmlElement): Participants {
  const flags = new Set<string>();
  const persons: IncidentPersonStatement[] = [];
  const organizations: IncidentOrganizationStatement[] = [];
  const personOf = (role: XmlElement): XmlElement | null => {
    const reference = referenceOf(first(role, 'RoleOfPerson'));
    const found = all(report, 'Person').find((person) => person.attributes.id === reference) ?? null;
    if (reference !== null && found === null) flags.add('REFERENCE_UNRESOLVED');
    return found;
  };
  const add = (role: IncidentPersonStatement['role'], element: XmlElement, ...more: (string | null)[]): void => {
    const person = personOf(element);
    const gender = toGender(textAt(person, 'PersonSexCode'));
    const age = readAge(person);
    const statedDescription = describePerson(gender, age, ...more);
    // Why not the category: the role tells it.
    const subject = isMinor(age, null, null) ? { subject: { minor: true } } : {};
    persons.push({ role, statedName: null, statedDescription, person: null, ...subject });
  };

  for (const victim of all(report, 'Victim')) {
    const category = textAt(victim, 'VictimCategoryCode')?.toUpperCase() ?? null;
    const organization = category === null ? undefined : victimOrganizations[category];
    if (organization !== undefined) {
      organizations.push({ role: 'VICTIM', statedName: null, statedDescription: organization, organization: null });
    } else if (category !== 'S') add('VICTIM', victim, category === 'L' ? 'law enforcement officer' : null);
  }
  for (const subject of all(report, 'Subject')) {
    // An offender numbered 00 is nobody that anything is known of.
    if (textAt(subject, 'SubjectSequenceNumberText') !== '00') add('SUSPECT', subject);
  }
  for (const arrestee of all(report, 'Arrestee')) {
    add('ARRESTED', arrestee, describeArrest(arrestOf(report, arrestee)));
  }
  return { persons, organizations, flags: [...flags] };
}

/** The arrest of an arrestee: by association, or the report's only one. */
export function arrestOf(report: XmlElement, arrestee: XmlElement): XmlElement | null {
  const arrests = all(report, 'Arrest');
  const association = all(report, 'ArrestSubjectAssociation').find(
    (each) => referenceOf(first(each, 'Subject')) === arrestee.attributes.id,
  );
  const reference = referenceOf(first(association, 'Activity'));
  const found = arrests.find((arrest) => reference !== null && arrest.attributes.id === reference);
  return found ?? (arrests.length === 1 ? (arrests[0] ?? null) : null);
}

function describeArrest(arrest: XmlElement | null): string | null {
  if (arrest === null) return null;
  const { time } = readTime(first(arrest, 'ActivityDate'));
  const kind = arrestKinds[textAt(arrest, 'ArrestCategoryCode')?.toUpperCase() ?? ''];
  const charge = textAt(arrest, 'ArrestCharge/ChargeUCRCode');
  const offence = charge === null ? null : `for ${charge} ${findOffence(charge)?.name ?? ''}`.trim();
  const when = time === null ? 'arrested' : `arrested ${time.date}`;
  return [when, kind, offence].filter(Boolean).join(', ');
}
