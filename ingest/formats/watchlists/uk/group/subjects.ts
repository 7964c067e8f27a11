import { isValidImo } from '../../../../../schema/identifiers/imo.js';
import type { OrganizationRecord, PersonRecord, VesselSourceRecord } from '../../../../records/persons.js';
import { toBirths } from '../../births.js';
import type { Flags } from '../../flags.js';
import { joinStated, splitCounted } from '../../un/parts.js';
import { labelOf, type UkField, type UkValues, valuesOf } from '../fields.js';
import { readUkAddresses } from './addresses.js';
import { readUkBirths } from './births.js';
import { readUkDate } from './dates.js';
import { readUkDocuments } from './documents.js';
import type { UkNames } from './names.js';
import { readRegistrations } from './registrations.js';

/** A group, and what is doubtful about it. */
interface Group {
  readonly stated: readonly UkValues[];
  readonly names: UkNames;
  readonly flags: Flags;
}

/** What a group may be. */
export type UkRecord = PersonRecord | OrganizationRecord | VesselSourceRecord;
type Unkeyed<Each> = Each extends UkRecord ? Omit<Each, 'sourceRef' | 'names'> : never;

/** What one kind of group says of itself. */
export type ReadGroup = (group: Group) => Unkeyed<UkRecord>;

/** An individual. */
export function toPerson({ stated, names, flags }: Group): Unkeyed<PersonRecord> {
  const births = readUkBirths(stated, flags);
  const documents = readUkDocuments(stated, flags);
  const addresses = readUkAddresses(stated, flags);
  const nationalities = itemsOf(stated, 'nationality').map((text) => ({ text, code: flags.country(text) }));
  const [place, ...places] = births.places;
  return {
    kind: 'person',
    ...names.parts,
    title: joinStated(itemsOf(stated, 'title'), '; '),
    positions: itemsOf(stated, 'position').map((title) => ({ title })),
    gender: readGender(valuesOf(stated, 'gender'), flags),
    ...toBirths(births.stated),
    birthPlace: place?.full ?? null,
    birthCountry: place?.country ?? null,
    nationalities: [...new Set(nationalities.flatMap(({ code }) => code ?? []))],
    identifications: documents.identifications,
    ...addresses.contact,
    addresses: addresses.addresses,
    notes: joinStated(
      [
        ...births.notes,
        ...places.map(({ full }) => `Also born in: ${full}`),
        ...nationalities.filter(({ code }) => code === null).map(({ text }) => `Nationality: ${text}`),
        ...documents.notes,
        ...addresses.notes,
      ],
      '\n',
    ),
  };
}

/** A group, body or firm. */
export function toOrganization({ stated, flags }: Group): Unkeyed<OrganizationRecord> {
  const addresses = readUkAddresses(stated, flags);
  const { notes, ...numbers } = readRegistrations(itemsOf(stated, 'registration'));
  return {
    kind: 'organization',
    legalForm: joinStated(valuesOf(stated, 'entityType'), '; '),
    ...numbers,
    ...addresses.contact,
    addresses: addresses.addresses,
    notes: joinStated([...notes, ...addresses.notes], '\n'),
  };
}

/** A ship. A wrong number of hers stays readable in the notes: the field holds only numbers by which ships can be found. */
export function toVessel({ stated, flags }: Group): Unkeyed<VesselSourceRecord> {
  const first = (field: UkField): string | null => valuesOf(stated, field)[0] ?? null;
  const listedImo = first('imo')?.replace(/^IMO\s*/i, '') ?? null;
  const imo = listedImo !== null && isValidImo(listedImo) ? listedImo : null;
  if (listedImo !== imo) flags.raise('IMO_CHECK_DIGIT');
  const flag = flags.country(first('flag'));
  const formerFlags = itemsOf(stated, 'formerFlags').flatMap((text) => text.split(/[,;]\s*|\.\s+/));
  const pastFlags = formerFlags.map((text) => ({ text, code: flags.country(text) }));
  const tonnage = flags.tonnes(first('tonnage'));
  const buildDate = readUkDate(first('built') ?? undefined, flags);
  const taken = { imo: listedImo, flag, shipType: first('shipType'), tonnage, built: buildDate };
  // What is stated beside the first value, or instead of one that can be read.
  const further = (Object.keys(taken) as (keyof typeof taken)[]).flatMap((field) =>
    valuesOf(stated, field)
      .slice(taken[field] === null ? 0 : 1)
      .map((value) => `${labelOf(field)}: ${value}`),
  );
  return {
    kind: 'vesselRecord',
    imo,
    flag,
    pastFlags: [...new Set(pastFlags.flatMap(({ code }) => code ?? []))],
    type: first('shipType'),
    tonnage,
    buildDate,
    owner: joinStated(valuesOf(stated, 'owners'), '; '),
    identifications: valuesOf(stated, 'hull').map((number) => ({
      type: 'OTHER',
      scheme: labelOf('hull'),
      number,
      country: null,
    })),
    notes: joinStated(
      [
        listedImo === imo ? null : `IMO as listed, check digit wrong: ${listedImo}`,
        ...further,
        ...pastFlags.filter(({ code }) => code === null).map(({ text }) => `Previous flag: ${text}`),
      ],
      '\n',
    ),
  };
}

/** The values of a field with those that count several in one cell taken apart, each once. */
function itemsOf(stated: readonly UkValues[], field: UkField): readonly string[] {
  return [...new Set(valuesOf(stated, field).flatMap((text) => splitCounted(text, '1')))];
}

function readGender(genders: readonly string[], flags: Flags): 'male' | 'female' | null {
  const [gender, ...others] = new Set(genders.map((text) => text.toLowerCase()));
  if (gender === undefined) return null;
  if (others.length === 0 && (gender === 'male' || gender === 'female')) return gender;
  flags.raise('GENDER_UNKNOWN');
  return null;
}
