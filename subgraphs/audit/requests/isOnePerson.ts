import { compareNames, cutOff } from '../../../matching/index.js';
import { analyseOnce } from '../../kit/matching/compared.js';
import { namedAlike } from '../../kit/subject/asked.js';
import type { StatedPerson } from './statedPerson.js';

/**
 * Whether a question states the person that another one stated before: of name, date of birth and a number two of those stated then, or
 * all where there were fewer. So a spelling may be corrected and a document added, and nobody else of the name comes under the request.
 */
export function isOnePerson(before: StatedPerson, now: StatedPerson): boolean {
  const stated = [
    areAlike(before.name, now.name),
    ...(before.birthDate === null ? [] : [before.birthDate === now.birthDate]),
    ...(before.numbers.length === 0 ? [] : [before.numbers.some((number) => now.numbers.includes(number))]),
  ];
  return stated.filter((isSame) => isSame).length >= Math.min(2, stated.length);
}

/** Whether one name has all words of the other, or is spelled nearly so. Why likeness may decide: it opens no record. */
function areAlike(one: string, other: string): boolean {
  if (namedAlike({ name: one })(other) || namedAlike({ name: other })(one)) return true;
  return compareNames(analyseOnce(one, 'person'), analyseOnce(other, 'person')).score >= cutOff;
}
