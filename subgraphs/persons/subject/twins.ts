import { nameKey } from '../../../schema/identifiers/nameKey.js';

/** What a record states of a person that two people of one name and date of birth may differ in. */
export interface PersonFacts {
  readonly gender: string | null;
  readonly birthPlace: string | null;
  readonly birthCountry: string | null;
  readonly nationalities: readonly string[];
  readonly documents: readonly StatedDocument[];
}

interface StatedDocument {
  readonly type: string;
  readonly country?: string | null;
  readonly number: string;
}

/** Numbers that a person has once in a country; passports and cards are renewed. */
const personal: ReadonlySet<string> = new Set(['NATIONAL_ID', 'TAX_NUMBER', 'SOCIAL_SECURITY_NUMBER']);

/**
 * Tells people of one name and date of birth apart: for each record which of them it is of, from 1. Null for all where nothing
 * excludes that they are one person, and for a record that may be of several of them.
 */
export function tellTwins(records: readonly PersonFacts[]): readonly (number | null)[] {
  const clusters = clustersOf(records);
  const excludes = (a: readonly PersonFacts[], b: readonly PersonFacts[]) =>
    a.some((one) => b.some((other) => differ(one, other)));
  const [first] = clusters.filter((each) => clusters.some((other) => other !== each && excludes(each, other)));
  if (!first) return records.map(() => null);
  const people = [first];
  for (const each of clusters)
    if (people.every((person) => person !== each && excludes(person, each))) people.push(each);
  return records.map((record) => {
    const cluster = clusters.find((each) => each.includes(record)) ?? [record];
    const mayBe = people.filter((person) => person === cluster || !excludes(person, cluster));
    const [only] = mayBe;
    return only && mayBe.length === 1 ? people.indexOf(only) + 1 : null;
  });
}

/** Records that are surely of one person: each has the number of a document in common with another. */
function clustersOf(records: readonly PersonFacts[]): readonly (readonly PersonFacts[])[] {
  let clusters: (readonly PersonFacts[])[] = [];
  for (const record of records) {
    const same = clusters.filter((each) => each.some((other) => shareDocument(record, other)));
    clusters = [...clusters.filter((each) => !same.includes(each)), [...same.flat(), record]];
  }
  return clusters;
}

function shareDocument(a: PersonFacts, b: PersonFacts): boolean {
  return a.documents.some((one) => b.documents.some((other) => isOfOneKind(one, other) && one.number === other.number));
}

function isOfOneKind(one: StatedDocument, other: StatedDocument): boolean {
  return one.type === other.type && !!one.country && one.country === other.country;
}

/** Whether two records cannot be of one person. */
function differ(a: PersonFacts, b: PersonFacts): boolean {
  return (
    isOther(a.gender, b.gender) ||
    isOther(a.birthCountry, b.birthCountry) ||
    isElsewhere(a.birthPlace, b.birthPlace) ||
    isDisjoint(a.nationalities, b.nationalities) ||
    a.documents.some(
      (one) => personal.has(one.type) && b.documents.some((other) => isOfOneKind(one, other)) && !hasNumber(b, one),
    )
  );
}

function hasNumber({ documents }: PersonFacts, one: StatedDocument): boolean {
  return documents.some((other) => isOfOneKind(one, other) && one.number === other.number);
}

function isOther(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

/** Places without a word in common: one may name the district, the other the country too. */
function isElsewhere(a: string | null, b: string | null): boolean {
  const [one, other] = [a, b].map((place) =>
    nameKey(place ?? '')
      .split(' ')
      .filter(Boolean),
  );
  return isDisjoint(one ?? [], other ?? []);
}

function isDisjoint(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((each) => b.includes(each));
}
