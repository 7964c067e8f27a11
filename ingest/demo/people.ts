import type { EnvelopeStatement } from '../records/base.js';
import type { PersonRecord, StatedIdentification, StatedRelation } from '../records/persons.js';
import { inventEnvelope } from './envelopes.js';
import { invented } from './invented/invented.js';
import { type FictitiousName, inventName } from './invented/names.js';
import { eori, identityCardNumber, passportNumber } from './invented/numbers.js';
import { createRandom, type Random } from './invented/random.js';

/** A generated person, with what other parts of the scenario use. */
export interface DemoPerson {
  readonly record: PersonRecord;
  readonly name: FictitiousName;
  readonly eori: string | null;
}

const reasons = [
  ['Suspected of undervaluing goods at import.', 'crime.fraud'],
  ['Named in a request for mutual assistance.', 'poi'],
  ['Courier in an earlier case of excise goods.', 'crime.traffick'],
  ['Suspected of organising transports of narcotics.', 'crime.traffick.drug'],
  ['Director of a company without visible business.', 'poi'],
  ['Wanted for questioning.', 'wanted'],
] as const;

/** Persons in several scripts, with aliases; among them victims, witnesses and minors, who are protected by policy. */
export function inventPersons(seed: string, count: number): DemoPerson[] {
  const random = createRandom(seed, 'persons');
  return Array.from({ length: count }, (_, index) => inventPerson(random, index + 1, count));
}

const categories = [
  ['SUSPECT', 48],
  ['CONVICTED', 12],
  ['CONTACT_OR_ASSOCIATE', 17],
  ['VICTIM', 8],
  ['WITNESS', 8],
  ['OTHER', 7],
] as const;

const genders = [
  ['male', 56],
  ['female', 42],
  ['other', 2],
] as const;

// The order of the choices is part of the seed.
function inventPerson(random: Random, serial: number, count: number): DemoPerson {
  const name = inventName(random);
  const { country } = name;
  const minor = random.chance(0.04);
  const category = random.weighted(categories);
  const suspect = (category === 'SUSPECT' || category === 'CONVICTED') && !minor;
  const [reason, topic] = random.pick(reasons);
  const birth = inventBirth(random, minor);
  const originator = random.weighted(invented().originators.persons);
  const trader = random.chance(0.3) ? eori(country, serial) : null;
  const envelope = inventEnvelope(random, originator, invented().spreads.persons);
  const record: PersonRecord = {
    kind: 'person',
    sourceRef: `P-${String(serial).padStart(5, '0')}`,
    envelope: { ...envelope, dataSubjectCategory: category, minor },
    names: name.names,
    firstName: name.firstName,
    lastName: name.lastName,
    birthDates: random.chance(0.1) ? [birth, birth.slice(0, 4)] : [birth],
    birthPlace: random.pick(['Exampleville', 'Sampletown', 'Voorbeelddam', 'Musterhausen']),
    birthCountry: country,
    nationalities: random.chance(0.08) ? [country, 'NL'] : [country],
    gender: random.weighted(genders),
    eori: trader,
    identifications: inventIdentifications(random, serial, country),
    addresses: random.chance(0.7) ? [inventAddress(random, country)] : [],
    ...(suspect && random.chance(0.5) ? { physical: inventPhysical(random) } : {}),
    ...(suspect && random.chance(0.4) ? { alerts: [inventAlert(random)] } : {}),
    ...(suspect ? { reason, topics: [topic] } : {}),
    ...(random.chance(0.03) ? { special: { religion: 'fictitious' } } : {}),
    ...(random.chance(0.15) ? { relations: [inventRelation(random, serial, count)] } : {}),
  };
  return { record, name, eori: trader };
}

function inventBirth(random: Random, minor: boolean): string {
  const year = minor ? random.integer(2010, 2019) : random.integer(1946, 2004);
  const month = String(random.integer(1, 12)).padStart(2, '0');
  const day = String(random.integer(1, 28)).padStart(2, '0');
  return random.weighted([
    [`${year}-${month}-${day}`, 80],
    [`${year}-${month}`, 8],
    [String(year), 12],
  ] as const);
}

function inventIdentifications(random: Random, serial: number, country: string): StatedIdentification[] {
  const passport = {
    type: 'PASSPORT',
    number: passportNumber(serial),
    country,
    issuedAt: '2022-05-10',
    expiresAt: '2032-05-09',
  } as const;
  const card = { type: 'NATIONAL_ID', number: identityCardNumber(serial), country } as const;
  return random.weighted<StatedIdentification[]>([
    [[passport], 50],
    [[passport, card], 20],
    [[card], 15],
    [[], 15],
  ]);
}

type SubjectStatement = NonNullable<StatedRelation['subject']>;

/** What a link to a person states of the person. */
export function subjectOf({ record }: DemoPerson): SubjectStatement {
  const { dataSubjectCategory, minor = false } = record.envelope ?? {};
  return { category: (dataSubjectCategory ?? null) as NonNullable<SubjectStatement['category']> | null, minor };
}

/** An address that does not exist. */
export function inventAddress(random: Random, country: string): NonNullable<PersonRecord['addresses']>[number] {
  const street = `${random.integer(1, 99)} Example Street`;
  const city = random.pick(['Exampleville', 'Sampletown', 'Voorbeelddam', 'Musterhausen', 'Ejemplo']);
  return { full: `${street}, ${city}`, street, city, postalCode: '0000', country };
}

function inventPhysical(random: Random): NonNullable<PersonRecord['physical']> {
  return {
    heightCm: random.integer(155, 198),
    eyeColor: random.pick(['brown', 'blue', 'green', 'grey']),
    hairColor: random.pick(['black', 'brown', 'fair', 'grey']),
    warningCodes: random.chance(0.2) ? [random.pick(['ARMED', 'VIOLENT', 'ESCAPING'] as const)] : [],
  };
}

function inventAlert(random: Random): NonNullable<PersonRecord['alerts']>[number] {
  return {
    suggestedAction: random.pick([
      'SIGHTING_AND_REPORTING',
      'DISCREET_SURVEILLANCE',
      'SPECIFIC_CHECK',
      'STRATEGIC_OR_OPERATIONAL_ANALYSIS',
    ] as const),
    kind: 'CIS',
    validFrom: '2026-01-15',
    validUntil: '2027-01-14',
  };
}

function inventRelation(random: Random, serial: number, count: number): StatedRelation {
  const other = ((serial + random.integer(1, count - 1) - 1) % count) + 1;
  const sourceRef = `P-${String(other).padStart(5, '0')}`;
  return {
    kind: random.pick(['FAMILY', 'ASSOCIATE', 'UNKNOWN_LINK'] as const),
    statedName: `Exemplus, recorded as ${sourceRef}`,
    person: { source: 'demo-persons', sourceRef },
  };
}

/** Envelope of an organization or a ship: mostly open. */
export function inventOpenEnvelope(random: Random): EnvelopeStatement {
  const { originators, spreads } = invented();
  return inventEnvelope(random, random.weighted(originators.persons), spreads.open);
}
