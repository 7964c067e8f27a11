import { parseIcaoAddress } from '../../../schema/identifiers/icaoAddress.js';
import { isValidImo, parseImo } from '../../../schema/identifiers/imo.js';
import type {
  AircraftSourceRecord,
  LinkEnd,
  NameKind,
  OrganizationRecord,
  PersonRecord,
  StatedIdentification,
  StatedInterest,
  StatedName,
  VesselSourceRecord,
} from '../../records/persons.js';
import type { SourceRecord } from '../../records/record.js';
import { toAircraftMarks } from '../watchlists/ofac/aircraftMarks.js';
import type { FtmEntity } from './entity.js';
import { type Folded, fold, type Parts } from './folded.js';
import { ownIdentifications, withoutRepetitions } from './identifications.js';
import { type FtmValues, openValues } from './values.js';

/** The record of an entity with its parts; null where it has no name at all. */
export function toSubject(kind: keyof typeof makers, entity: FtmEntity, parts: Parts): SourceRecord | null {
  const flags = new Set<string>();
  const values = openValues(entity, flags);
  const names = toNames(entity, values);
  if (names.length === 0) return null;
  const folded = fold(entity, parts, flags);
  const notes = [values.joined('notes', 'description', 'summary'), ...folded.notes].filter((note) => note !== null);
  const record = {
    kind,
    sourceRef: entity.id,
    names,
    ...makers[kind]({ entity, values, flags, names, folded }),
    notes: notes.join('\n') || null,
    topics: values.texts('topics'),
    sanctions: folded.sanctions,
  };
  const interests = holders[kind].flatMap(([property, interest, ...ends]) =>
    values.texts(property).map((id): StatedInterest => ({ kind: interest, holder: pointAt(id, ends) })),
  );
  return {
    ...record,
    ...(interests.length > 0 ? { interests } : {}),
    ...(flags.size > 0 ? { qualityFlags: [...flags].sort() } : {}),
  } as SourceRecord;
}

interface Subject {
  readonly entity: FtmEntity;
  readonly values: FtmValues;
  readonly flags: Set<string>;
  readonly names: readonly StatedName[];
  readonly folded: Folded;
}

/** What a record says beside its names and what all subjects have. */
type Said<Kind extends { names: unknown }> = Omit<Kind, 'kind' | 'sourceRef' | 'names'>;

const makers = { person: toPerson, organization: toOrganization, vesselRecord: toVessel, aircraftRecord: toAircraft };

type Holder = readonly [property: string, kind: StatedInterest['kind'], ...ends: (keyof typeof makers)[]];
const holdersOfCraft: readonly Holder[] = [
  ['owner', 'OWNERSHIP', 'person', 'organization'],
  ['operator', 'OPERATION', 'person', 'organization'],
];

/** Properties by which a subject names its holders by their keys, and what those may be. */
const holders: Readonly<Record<keyof typeof makers, readonly Holder[]>> = {
  person: [],
  organization: [['parent', 'PARENT', 'organization']],
  vesselRecord: holdersOfCraft,
  aircraftRecord: holdersOfCraft,
};

// Why long: one record, field by field.
function toPerson({ entity, values, flags, names, folded }: Subject): Said<PersonRecord> {
  const special = Object.fromEntries(
    ['religion', 'ethnicity', 'political'].flatMap((name) => {
      const stated = values.joined(name);
      return stated === null ? [] : [[name, stated]];
    }),
  );
  const physical = {
    heightCm: toHeight(values.number('height'), flags),
    weightKg: values.number('weight'),
    eyeColor: values.text('eyeColor'),
    hairColor: values.text('hairColor'),
    appearance: values.joined('appearance'),
  };
  // Of a part in several scripts or spellings, the one that the listed name has.
  const listed = names[0]?.name.toLowerCase() ?? '';
  const part = (property: string): string | null =>
    values.texts(property).find((text) => listed.includes(text.toLowerCase())) ?? values.text(property);
  return {
    firstName: part('firstName'),
    middleName: part('middleName') ?? part('secondName'),
    lastName: part('lastName'),
    fatherName: part('fatherName'),
    title: values.text('title'),
    birthDates: values.dates('birthDate'),
    birthPlace: values.text('birthPlace'),
    birthCountry: values.country('birthCountry'),
    deathDate: values.dates('deathDate')[0] ?? null,
    nationalities: [...new Set([...values.countries('nationality'), ...values.countries('citizenship')])],
    countries: values.countries('country'),
    positions: folded.positions,
    gender: toGender(values.text('gender'), flags),
    identifications: withoutRepetitions([...folded.identifications, ...ownIdentifications(entity, values)]),
    ...contact(values),
    addresses: folded.addresses,
    ...(Object.values(physical).some((value) => value !== null) ? { physical } : {}),
    ...(Object.keys(special).length > 0 ? { special } : {}),
  };
}

function toOrganization({ entity, values, flags, folded }: Subject): Said<OrganizationRecord> {
  // Why an organization: of a legal entity nobody knows which it is, and nothing that only a person has is stated of it.
  if (entity.schema === 'LegalEntity') flags.add('LEGAL_ENTITY_KIND_UNKNOWN');
  const main = ['registrationNumber', 'vatCode', 'leiCode', 'taxNumber'];
  return {
    jurisdiction: values.country('jurisdiction') ?? values.country('mainCountry'),
    countries: values.countries('country'),
    legalForm: values.text('legalForm'),
    incorporationDate: values.earliest('incorporationDate'),
    dissolutionDate: values.latest('dissolutionDate'),
    // The main register of the Russian Federation is that of the OGRN.
    registrationNumber: values.text('registrationNumber') ?? values.text('ogrnCode'),
    vatCode: values.text('vatCode'),
    leiCode: values.text('leiCode'),
    taxNumber: values.text('taxNumber') ?? values.text('innCode'),
    identifications: withoutRepetitions([...folded.identifications, ...ownIdentifications(entity, values, main)]),
    ...contact(values),
    addresses: folded.addresses,
  };
}

function toVessel({ entity, values, flags, folded }: Subject): Said<VesselSourceRecord> {
  const stated = values.text('imoNumber');
  const parsed = stated === null ? null : parseImo(stated);
  const imo = parsed !== null && isValidImo(parsed) ? parsed : null;
  if (stated !== null && imo === null) flags.add(parsed === null ? 'IMO_FORM' : 'IMO_CHECK_DIGIT');
  const main = [...(imo === null ? [] : ['imoNumber']), 'callSign', 'mmsi'];
  return {
    imo,
    flag: values.country('flag') ?? values.country('country'),
    pastFlags: values.countries('pastFlags'),
    type: values.text('type'),
    tonnage: values.number('tonnage'),
    grossRegisteredTonnage: values.number('grossRegisteredTonnage'),
    buildDate: values.earliest('buildDate'),
    registrationPort: values.text('registrationPort'),
    callSign: values.text('callSign'),
    mmsi: values.text('mmsi'),
    identifications: withoutRepetitions([...folded.identifications, ...ownIdentifications(entity, values, main)]),
  };
}

function toAircraft({ entity, values, flags, names, folded }: Subject): Said<AircraftSourceRecord> {
  const { registration, pastRegistrations, misshapen } = toAircraftMarks(values.texts('registrationNumber'), [], names);
  if (misshapen) flags.add('REGISTRATION_FORM');
  // Why both: the model means a designator of the type (ICAO Doc 8643), publishers state the 24-bit address in it too.
  const codes = values.texts('icaoCode');
  const address = codes.map(parseIcaoAddress).find((found) => found !== null) ?? null;
  if (codes.some((code) => parseIcaoAddress(code) === null && !typeDesignator.test(code)))
    flags.add('ICAO_ADDRESS_FORM');
  const said = ({ scheme, number }: StatedIdentification): boolean =>
    scheme === 'registrationNumber' ||
    (scheme === 'icaoCode' && address !== null && parseIcaoAddress(number) === address);
  const own = ownIdentifications(entity, values, ['serialNumber']).filter((one) => !said(one));
  return {
    registration,
    pastRegistrations,
    country: values.country('country'),
    serialNumber: values.text('serialNumber'),
    type: values.text('type'),
    model: values.text('model'),
    manufacturer: values.text('manufacturer'),
    buildDate: values.earliest('buildDate'),
    icaoAddress: address,
    identifications: withoutRepetitions([...folded.identifications, ...own]),
  };
}

/** @see ICAO Doc 8643: a letter, then one to three letters or digits */
const typeDesignator = /^[A-Z][A-Z0-9]{1,3}$/i;

/** What an entity's id may name in a delivery of this format, by the schema that a property means. */
const endsOfRange: Readonly<Record<string, readonly (keyof typeof makers)[]>> = {
  Person: ['person'],
  Organization: ['organization'],
  LegalEntity: ['person', 'organization'],
  Asset: ['organization', 'vesselRecord', 'aircraftRecord'],
};

/** What an entity's id may name, where a property's range is this schema. */
export function endOf(range: string | undefined, sourceRef: string): LinkEnd {
  return pointAt(sourceRef, endsOfRange[range ?? ''] ?? ['person', 'organization', 'vesselRecord', 'aircraftRecord']);
}

function pointAt(sourceRef: string, kinds: readonly (keyof typeof makers)[]): LinkEnd {
  return Object.fromEntries(kinds.map((kind) => [kind, { source: 'ftm', sourceRef }]));
}

const nameProperties: readonly (readonly [string, NameKind])[] = [
  ['name', 'NAME'],
  ['alias', 'ALIAS'],
  ['abbreviation', 'ALIAS'],
  ['weakAlias', 'WEAK_ALIAS'],
  ['previousName', 'PREVIOUS'],
];

// Names by rank, each once; the caption first where it is one of them. A person with parts of a name only has those, an
// aircraft its mark.
function toNames({ id, caption, schema }: FtmEntity, values: FtmValues): StatedName[] {
  const names = new Map<string, NameKind>();
  const listed = values.texts('name');
  if (caption !== null && listed.includes(caption)) names.set(caption, 'NAME');
  for (const [property, kind] of nameProperties)
    for (const name of values.texts(property)) if (!names.has(name)) names.set(name, kind);
  if (names.size === 0) {
    const parts = ['firstName', 'middleName', 'lastName'].map((property) => values.text(property));
    const mark = schema === 'Airplane' ? values.text('registrationNumber') : null;
    const name = parts.filter((part) => part !== null).join(' ') || mark || caption;
    // A caption of last resort is the schema's label or the id: no name.
    if (name && name !== id && name !== schema) names.set(name, 'NAME');
  }
  return [...names].map(([name, kind]) => ({ name, kind }));
}

function contact(values: FtmValues) {
  return { phones: values.texts('phone'), emails: values.texts('email'), websites: values.texts('website') };
}

function toGender(text: string | null, flags: Set<string>): 'male' | 'female' | 'other' | null {
  if (text === null) return null;
  const gender = text.toLowerCase();
  if (gender === 'male' || gender === 'female' || gender === 'other') return gender;
  flags.add('GENDER_UNKNOWN');
  return null;
}

/** The model states no unit; up to 3 it can only be metres, from 50 to 272 centimetres. */
function toHeight(height: number | null, flags: Set<string>): number | null {
  if (height === null) return null;
  if (height > 0.5 && height <= 3) return Math.round(height * 100);
  if (height >= 50 && height <= 272) return height;
  flags.add('HEIGHT_FORM');
  return null;
}
