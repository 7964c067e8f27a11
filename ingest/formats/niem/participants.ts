import type { StatedAge } from './age.js';
import { nameOffence } from './codes.js';

type Gender = 'male' | 'female';

/** Sex by NCIC code or word; null where unknown (`U`, `X`). */
export function toGender(code: string): Gender | null {
  return /^M(?:ALE)?$/.test(code) ? 'male' : /^F(?:EMALE)?$/.test(code) ? 'female' : null;
}

/** A person in words, capitalised: `Female, age 25 to 30; arrested 2016-02-28`. Null where nothing is known. */
export function describePerson(gender: Gender | null, age: StatedAge | null, remark: string | null): string | null {
  const years = age && (/^\d/.test(age.words) ? `age ${age.words}` : age.words);
  const who = [gender, years].filter((word) => word !== null).join(', ');
  const text = [who, remark].filter(Boolean).join('; ');
  return text === '' ? null : text[0]?.toUpperCase() + text.slice(1);
}

/** An arrest in words: `arrested 2016-02-28, on view, for 90D Driving Under the Influence`. */
export function describeArrest(date: string | undefined, kind: string | undefined, charges: Iterable<string>): string {
  const named = [...new Set(charges)].map((code) => nameOffence(code)).join(', ');
  const when = date === undefined ? 'arrested' : `arrested ${date}`;
  return [when, kind, named === '' ? '' : `for ${named}`].filter(Boolean).join(', ');
}
