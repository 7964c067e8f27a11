import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentOrganizationStatement, IncidentPersonStatement } from '../../records/incidents.js';
import { isMinor, readAge } from '../niem/age.js';
import { all, codeOf, first, refsOf, textOf, textsOf } from '../niem/element.js';
import { describeArrest, describePerson, toGender } from '../niem/participants.js';
import { readTime } from '../niem/times.js';

/** Participants of a reported incident. */
export interface Participants {
  readonly persons: readonly IncidentPersonStatement[];
  readonly organizations: readonly IncidentOrganizationStatement[];
  readonly flags: readonly string[];
}

/** Victims other than persons (data element 25); `S`, society, is no participant. */
const victimOrganizations: ReadonlyMap<string, string> = new Map([
  ['B', 'Business'],
  ['F', 'Financial institution'],
  ['G', 'Government'],
  ['R', 'Religious organization'],
]);

const arrestKinds: ReadonlyMap<string, string> = new Map([
  ['O', 'on view'],
  ['S', 'summoned or cited'],
  ['T', 'taken into custody'],
]);

/**
 * The participants of a report. NIBRS names nobody: each has a role and a description, but no record. Race and ethnicity
 * are left out: as special categories of data they stay in the source record.
 */
export function readParticipants(report: XmlElement): Participants {
  const victims = all(report, 'Victim').map((victim) => ({ victim, category: codeOf(victim, 'VictimCategoryCode') }));
  // Offender 00 is unknown.
  const subjects = all(report, 'Subject').filter((subject) => textOf(subject, 'SubjectSequenceNumberText') !== '00');
  const arrestees = all(report, 'Arrestee');
  const natural = victims.filter(({ category }) => category !== 'S' && !victimOrganizations.has(category));
  return {
    persons: [
      ...natural.map(({ victim, category }) =>
        toPerson(report, 'VICTIM', victim, category === 'L' ? 'law enforcement officer' : null),
      ),
      ...subjects.map((subject) => toPerson(report, 'SUSPECT', subject, null)),
      ...arrestees.map((arrestee) => toPerson(report, 'ARRESTED', arrestee, describe(arrestOf(report, arrestee)))),
    ],
    organizations: victims.flatMap(({ category }) => {
      const statedDescription = victimOrganizations.get(category);
      return statedDescription === undefined
        ? []
        : [{ role: 'VICTIM', statedName: null, statedDescription, organization: null }];
    }),
    flags: [...natural.map(({ victim }) => victim), ...subjects, ...arrestees].some((role) => isLost(report, role))
      ? ['REFERENCE_UNRESOLVED']
      : [],
  };
}

/** The person of a role; null where the report has none with that id. */
export function personOf(report: XmlElement, role: XmlElement): XmlElement | null {
  const [reference] = refsOf(role, 'RoleOfPerson');
  return all(report, 'Person').find(({ attributes: { id } }) => id !== undefined && id === reference) ?? null;
}

function isLost(report: XmlElement, role: XmlElement): boolean {
  return refsOf(role, 'RoleOfPerson').length > 0 && personOf(report, role) === null;
}

function toPerson(
  report: XmlElement,
  role: IncidentPersonStatement['role'],
  element: XmlElement,
  remark: string | null,
): IncidentPersonStatement {
  const person = personOf(report, element);
  const age = readAge(person);
  return {
    ...{ role, statedName: null },
    statedDescription: describePerson(toGender(codeOf(person, 'PersonSexCode')), age, remark),
    person: null,
    // Why not the category: it follows from the role.
    ...(isMinor(age) ? { subject: { minor: true } } : {}),
  };
}

/** The arrest of an arrestee: the associated one, or the report's only one. */
export function arrestOf(report: XmlElement, arrestee: XmlElement): XmlElement | null {
  const arrests = all(report, 'Arrest');
  const { id: own } = arrestee.attributes;
  const association = all(report, 'ArrestSubjectAssociation').find(
    (link) => own !== undefined && refsOf(link, 'Subject')[0] === own,
  );
  const [reference] = refsOf(association, 'Activity');
  const found = arrests.find(({ attributes: { id } }) => id !== undefined && id === reference);
  return found ?? (arrests.length === 1 ? (arrests[0] ?? null) : null);
}

function describe(arrest: XmlElement | null): string | null {
  if (arrest === null) return null;
  const { time } = readTime(first(arrest, 'ActivityDate'));
  const kind = arrestKinds.get(codeOf(arrest, 'ArrestCategoryCode'));
  return describeArrest(time?.date, kind, textsOf(arrest, 'ArrestCharge/ChargeUCRCode'));
}
