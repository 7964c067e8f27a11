import type { IncidentParticipantRole } from '../../records/incidents.js';
import type { StatedAge } from './age.js';

/** Roles of data subjects, by part in an incident (Directive 2016/680, Article 6). */
export const subjectCategories: Readonly<Record<IncidentParticipantRole, string>> = {
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

const sexes: Readonly<Record<string, 'male' | 'female'>> = { M: 'male', F: 'female', MALE: 'male', FEMALE: 'female' };

/** Sex by NCIC code or word; null where unknown (`U`, `X`). */
export function toGender(code: string | null): 'male' | 'female' | null {
  return sexes[code?.toUpperCase() ?? ''] ?? null;
}

/** What is said of a person, in words, the first one capital: `Female, 25 to 30; arrested 2016-02-28`. Null for nothing. */
export function describePerson(
  gender: 'male' | 'female' | null,
  age: StatedAge | null,
  ...more: readonly (string | null)[]
): string | null {
  const who = [gender, age === null ? null : /^\d/.test(age.words) ? `age ${age.words}` : age.words]
    .filter((word) => word !== null)
    .join(', ');
  const text = [who, ...more].filter((part) => part !== null && part !== '').join('; ');
  return text === '' ? null : text[0]?.toUpperCase() + text.slice(1);
}
