import type { Policy } from '../../../policy/policy.js';
import { isProtected } from '../../../policy/protectedSubjects.js';
import { linkSubject } from '../../../policy/rows/linkSubject.js';
import type { Field, Fields } from '../../../schema/records/description/fields.js';
import { isBirthDate, isPersonPointer, isRole } from '../../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records } from '../../../schema/records/index.js';

type Stated = Readonly<Record<string, unknown>>;

/**
 * Whether a statement that has no rows any more names a protected person, by its own words alone: what other records said
 * of the person is known of rows only. Somebody of whom the words say too little is protected, and so is anyone in a kind
 * of record without a description.
 *
 * @param source the envelope's `source`
 */
export function namesProtected(policy: Policy, asOf: string, source: string, record: object): boolean {
  const { kind, ...stated } = record as { readonly kind?: string };
  const description = Object.values<RecordDescription>(records).find((each) => each.kind === kind);
  if (!description) return true;
  return linksIn(description.fields, stated).some(({ fields, holder }) => {
    const textOf = (is: (name: string, kind: Field['kind']) => boolean): string | null => {
      const named = Object.entries(fields).find(([name, { kind }]) => is(name, kind));
      return named === undefined ? null : ((holder[named[0]] as string | null | undefined) ?? null);
    };
    const subject = holder.subject as { readonly category?: string | null; readonly minor?: boolean | null } | null;
    const person = linkSubject(policy, asOf, {
      type: null,
      role: textOf(isRole),
      birthDate: textOf(isBirthDate),
      category: subject?.category ?? null,
      minor: subject?.minor ?? null,
      recordCategory: null,
      recordMinor: null,
      pointed: false,
      settled: true,
      publicSource: source,
    });
    return isProtected(person, false);
  });
}

/** An object of a statement that points at a person, with its fields. */
interface StatedLink {
  readonly fields: Fields;
  readonly holder: Stated;
}

/** The objects of a statement that point at a person, or may: the record itself, its groups, and entries of its lists. */
function linksIn(fields: Fields, holder: Stated): readonly StatedLink[] {
  const own = Object.values(fields).some(isStatedPerson) && mayBePerson(fields, holder) ? [{ fields, holder }] : [];
  const below = Object.entries(fields).flatMap(([name, field]) => {
    const value = holder[name];
    if (!('fields' in field) || value === null || typeof value !== 'object') return [];
    const holders = (Array.isArray(value) ? value : [value]) as readonly unknown[];
    return holders.flatMap((each) =>
      each !== null && typeof each === 'object' ? linksIn(field.fields, each as Stated) : [],
    );
  });
  return [...own, ...below];
}

function isStatedPerson(field: Field): boolean {
  return isPersonPointer(field) && !('from' in field && field.from);
}

function mayBePerson(fields: Fields, holder: Stated): boolean {
  const isNone = Object.entries(fields).some(([name, { noPerson }]) => {
    const value = holder[name];
    if (noPerson === undefined || value === undefined || value === null) return false;
    return noPerson === 'stated' || noPerson.includes(value as string);
  });
  return !isNone || Object.entries(fields).some(([name, field]) => isStatedPerson(field) && holder[name]);
}
