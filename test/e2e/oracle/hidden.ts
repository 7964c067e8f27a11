import { createRandom, type Random } from '../../../ingest/demo/invented/random.js';
import type { EnvelopeStatement } from '../../../ingest/records/base.js';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import { agencyKinds } from '../../../policy/types.js';

/** What of a hidden person is another thing in the other world. */
export const hiddenData = [
  'birthDate',
  'birthMonth',
  'gender',
  'nationality',
  'birthPlace',
  'name',
  'alias',
  'number',
  'documentCountry',
  'documentType',
  'phone',
  'email',
  'existence',
] as const;
export type HiddenDatum = (typeof hiddenData)[number];

/** How a person is hidden: who may know of the record, whether it is of somebody who is protected. */
export const standings = ['LENT', 'LENT_PROTECTED', 'PROTECTED', 'INVISIBLE'] as const;
export type Standing = (typeof standings)[number];

/** What of a person questions state. */
export interface Stated {
  readonly names: readonly string[];
  readonly birthDate: string;
  readonly gender: 'male' | 'female';
  readonly nationality: string;
  readonly birthPlace: string;
  readonly document: { readonly type: 'PASSPORT' | 'NATIONAL_ID'; readonly country: string; readonly number: string };
  readonly phone: string;
  readonly email: string;
}

/** A person whom nobody but the originator sees, as two worlds have them; in the second they may not be there. */
export interface Hidden {
  readonly sourceRef: string;
  readonly standing: Standing;
  readonly datum: HiddenDatum;
  readonly envelope: EnvelopeStatement;
  readonly worlds: readonly [Stated, Stated | null];
}

/** The agency that entered them. */
export const originator = 'EU-ANALYSIS';

const syllables = [
  'bor',
  'dal',
  'fen',
  'gar',
  'hul',
  'jem',
  'kor',
  'lin',
  'mav',
  'nor',
  'pel',
  'rud',
  'sil',
  'tov',
  'vel',
  'zan',
];
const countries = ['NL', 'BE', 'DE', 'PL', 'ES', 'IT'] as const;
const places = ['Oostdam', 'Nordhagen', 'Vinkeveld', 'Salzbruck', 'Portovela'] as const;

/** Persons of every standing and datum, each by words, days and numbers that no other has: one for each pair of these. */
export function hiddenPersons(seed: string): readonly Hidden[] {
  const random = createRandom(seed, 'hidden persons');
  const word = wordsOf(random);
  let born = 0;
  return standings.flatMap((standing) =>
    hiddenData.map((datum, at): Hidden => {
      born += 1;
      const one: Stated = {
        names: [`${word()} ${word()} ${word()}`, `${word()} ${word()}`],
        birthDate: dayOf(1950, born * 37),
        gender: random.pick(['male', 'female']),
        nationality: random.pick(countries),
        birthPlace: random.pick(places),
        document: { type: 'PASSPORT', country: random.pick(countries), number: numberOf(random) },
        phone: phoneOf(random),
        email: `${word()}@example.org`,
      };
      const other = datum === 'existence' ? null : { ...one, ...change(one, datum, { random, word }) };
      const envelope = envelopeOf(standing, at);
      return { sourceRef: `hidden-${standing}-${datum}`, standing, datum, envelope, worlds: [one, other] };
    }),
  );
}

/** The records of one of the two worlds. */
export function recordsOf(hidden: readonly Hidden[], world: 0 | 1): readonly PersonRecord[] {
  return hidden.flatMap(({ sourceRef, envelope, worlds }) => {
    const stated = worlds[world];
    return stated === null ? [] : [toRecord(sourceRef, envelope, stated)];
  });
}

/** Persons whom all see that see any, alike in both worlds: some by themselves, and a namesake of each who is invisible. */
export function decoys(seed: string, hidden: readonly Hidden[]): readonly PersonRecord[] {
  const random = createRandom(seed, 'decoys');
  const word = wordsOf(random);
  const anybody = (at: number, known: Partial<Stated>): PersonRecord =>
    toRecord(
      `decoy-${at}`,
      { originator, dataSubjectCategory: 'SUSPECT' },
      {
        names: [`${word()} ${word()}`],
        birthDate: dayOf(1940, at * 31),
        gender: random.pick(['male', 'female']),
        nationality: random.pick(countries),
        birthPlace: random.pick(places),
        document: { type: 'PASSPORT', country: random.pick(countries), number: numberOf(random) },
        phone: phoneOf(random),
        email: `${word()}@example.org`,
        ...known,
      },
    );
  const namesakes = hidden.filter(({ standing }) => standing === 'INVISIBLE').map(({ worlds: [one] }) => one);
  return [
    ...Array.from({ length: 20 }, (_, at) => anybody(at, {})),
    ...namesakes.map(({ names, birthDate }, at) => anybody(20 + at, { names, birthDate })),
  ];
}

function toRecord(sourceRef: string, envelope: EnvelopeStatement, stated: Stated): PersonRecord {
  const { names, birthDate, gender, nationality, birthPlace, document, phone, email } = stated;
  return {
    kind: 'person',
    sourceRef,
    envelope,
    names: names.map((name, at) => ({ name, kind: at === 0 ? 'NAME' : 'ALIAS' })),
    birthDates: [birthDate],
    gender,
    nationalities: [nationality],
    birthPlace,
    identifications: [document],
    phones: [phone],
    emails: [email],
  } as PersonRecord;
}

/** Released to nobody else; of the lent ones every kind of agency may know. */
function envelopeOf(standing: Standing, at: number): EnvelopeStatement {
  const protections = [
    { dataSubjectCategory: 'VICTIM' },
    { dataSubjectCategory: 'WITNESS' },
    { dataSubjectCategory: 'SUSPECT', minor: true },
  ] as const;
  const own = { originator, releasableTo: [`agency:${originator}`] };
  const lent = { ...own, hitTo: agencyKinds.map((kind) => `kind:${kind}`) };
  const protection = protections[at % protections.length] ?? protections[0];
  if (standing === 'LENT') return { ...lent, dataSubjectCategory: 'SUSPECT' };
  if (standing === 'LENT_PROTECTED') return { ...lent, ...protection };
  return standing === 'PROTECTED' ? { originator, ...protection } : { ...own, dataSubjectCategory: 'SUSPECT' };
}

function change(
  one: Stated,
  datum: Exclude<HiddenDatum, 'existence'>,
  { random, word }: { readonly random: Random; readonly word: () => string },
): Partial<Stated> {
  const { birthDate, document, names } = one;
  const another = <Value>(values: readonly Value[], value: Value): Value =>
    random.pick(values.filter((each) => each !== value));
  switch (datum) {
    case 'birthDate':
      return { birthDate: birthDate.slice(0, 8) + (birthDate.endsWith('-11') ? '12' : '11') };
    case 'birthMonth':
      return { birthDate: `${birthDate.slice(0, 5)}${birthDate.slice(5, 7) === '03' ? '04' : '03'}-08` };
    case 'gender':
      return { gender: another(['male', 'female'], one.gender) };
    case 'nationality':
      return { nationality: another(countries, one.nationality) };
    case 'birthPlace':
      return { birthPlace: another(places, one.birthPlace) };
    case 'name':
      return { names: [`${word()} ${word()} ${word()}`, ...names.slice(1)] };
    case 'alias':
      return { names: [...names.slice(0, 1), `${word()} ${word()}`] };
    case 'number':
      return { document: { ...document, number: document.number.slice(0, -3) + String(random.integer(100, 999)) } };
    case 'documentCountry':
      return { document: { ...document, country: another(countries, document.country as (typeof countries)[number]) } };
    case 'documentType':
      return { document: { ...document, type: 'NATIONAL_ID' } };
    case 'phone':
      return { phone: phoneOf(random) };
    case 'email':
      return { email: `${word()}@example.org` };
  }
}

/** Of the thousand that are given to nobody. @see Ofcom, numbers for use in TV and radio drama programmes */
function phoneOf(random: Random): string {
  return `+44 20 7946 ${String(random.integer(100, 999)).padStart(4, '0')}`;
}

/** Words that are given once each. */
function wordsOf(random: Random): () => string {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const word = Array.from({ length: 3 }, () => random.pick(syllables)).join('');
      if (given.has(word)) continue;
      given.add(word);
      return word[0]?.toUpperCase() + word.slice(1);
    }
  };
}

/** No first of January: it stands for a year alone in many lists. */
function dayOf(year: number, days: number): string {
  return new Date(Date.UTC(year, 1, 3) + days * 86_400_000).toISOString().slice(0, 10);
}

function numberOf(random: Random): string {
  return `${random.pick(['KX', 'QZ', 'WJ'])}${random.integer(1_000_000, 9_999_999)}`;
}
