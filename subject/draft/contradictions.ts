import { compactNumber } from '../../schema/identifiers/documentNumber.js';
import type { Holding } from '../answer.js';

/** A record or link that the officer confirmed, and another one with which it cannot be of one person. */
export interface Contradiction {
  readonly confirmed: string;
  readonly other: string;
  /** The field that tells, e.g. `birthDates`: no value of it. */
  readonly field: string;
}

/**
 * What was confirmed and contradicts another record or link: by the date, the sex, the country of birth, or numbers of documents of one
 * kind and country. Two with such a number in common are of one person, whatever else differs. A record may err, and a document is
 * renewed: so nothing is left out by it, and an officer decides.
 */
export function contradictionsIn(found: readonly Holding[]): readonly Contradiction[] {
  const confirmed = found.filter(({ foundBy }) => foundBy === 'CONFIRMED');
  if (confirmed.length === 0) return [];
  const facts = found.map((each) => [each, factsOf(each)] as const);
  return confirmed.flatMap((one) => {
    const own = factsOf(one);
    return facts.flatMap(([other, ofOther]) => {
      const field = other === one ? null : fieldBetween(own, ofOther);
      return field === null ? [] : [{ confirmed: one.id, other: other.id, field }];
    });
  });
}

/** What one person has once: values by field, those of documents by kind and country behind it. */
type Facts = ReadonlyMap<string, readonly string[]>;

const fields: ReadonlyMap<string, string> = new Map([
  ['birthDates', 'birthDates'],
  ['statedBirthDate', 'birthDates'],
  ['birthCountry', 'birthCountry'],
  ['gender', 'gender'],
]);

const documents = 'identifications';

function factsOf({ data }: Holding): Facts {
  const facts = new Map<string, string[]>();
  const own = data.filter(({ ofRecord }) => !ofRecord);
  const valueAt = (path: string): string => own.find((each) => each.path === path)?.value ?? '';
  for (const { path, value } of own) {
    const fact = factAt(path, valueAt);
    if (fact === null) continue;
    facts.set(fact, [...(facts.get(fact) ?? []), fact.startsWith(documents) ? compactNumber(value) : value]);
  }
  return facts;
}

/** The fact that a value states, by its place; null: none. A document of another kind, or of no country, may be any. */
function factAt(path: string, valueAt: (path: string) => string): string | null {
  const document = /^(identifications\[\d+\])\.number$/.exec(path)?.[1];
  if (document === undefined) return fields.get(path.replace(/\[\d+\]$/, '')) ?? null;
  const [kind, country] = [valueAt(`${document}.type`), valueAt(`${document}.country`)];
  return kind === '' || kind === 'OTHER' || country === '' ? null : `${documents} ${kind} ${country}`;
}

function fieldBetween(one: Facts, other: Facts): string | null {
  const both = [...one].flatMap(([fact, values]) => {
    const others = other.get(fact);
    return others ? [{ fact, isSame: values.some((value) => others.some((each) => agree(value, each))) }] : [];
  });
  if (both.some(({ fact, isSame }) => isSame && fact.startsWith(documents))) return null;
  return both.find(({ isSame }) => !isSame)?.fact.split(' ')[0] ?? null;
}

/** Whether two values may be one: a year is the beginning of its days. */
function agree(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}
