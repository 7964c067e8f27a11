import type { OrganizationRecord, PersonRecord, VesselSourceRecord } from '../../../records/persons.js';
import type { Defect } from '../../../records/validate.js';
import { toBirths } from '../dates.js';
import { createFlags, type Flags } from '../flags.js';
import { readImo } from '../numbers.js';
import { joinStated } from '../parts.js';
import { readAddresses } from './addresses.js';
import { itemsOf, readBirths, readDate, readDocuments, readRegistrations } from './facts.js';
import { labelOf, noteFieldsOf, type UkField, type UkKind, type UkValues, valuesOf } from './fields.js';
import { readNames } from './names.js';
import type { UkPublication } from './publications.js';

/** A group while it is read. */
interface Group {
  readonly stated: readonly UkValues[];
  readonly names: ReturnType<typeof readNames>;
  readonly flags: Flags;
}

type UkRecord = PersonRecord | OrganizationRecord | VesselSourceRecord;
type Unkeyed<Kind> = Kind extends UkRecord ? Omit<Kind, 'sourceRef' | 'names'> : never;

/** Kinds by type, in lower case. */
const kinds: ReadonlyMap<string, UkKind> = new Map([
  ['individual', 'I'],
  ['entity', 'E'],
  ['ship', 'S'],
]);

const makers = { I: toPerson, E: toOrganization, S: toVessel };

/**
 * The record of a group; a defect where it has no name or no known type.
 *
 * @param all values of its rows, in file order
 */
export function toUkRecord(publication: UkPublication, all: readonly UkValues[], group: string): UkRecord | Defect {
  const types = valuesOf(all, 'groupType').map((type) => type.toLowerCase());
  const kind = types.length === 1 ? kinds.get(types[0] ?? '') : undefined;
  if (kind === undefined) return { field: publication.type, reason: 'type.unknown' };
  const flags = createFlags();
  const names = readNames(all, flags);
  if (names.names.length === 0) return { field: labelOf('name6'), reason: 'name.missing' };
  const { stated } = names;
  const record = makers[kind]({ stated, names, flags });
  const noted = noteFieldsOf(kind).flatMap((field) => toNotes(stated, field));
  return {
    sourceRef: group,
    ...record,
    names: names.names,
    ...readListing(publication, stated, group, flags),
    notes: joinStated([...noted, record.notes ?? null], '\n'),
    qualityFlags: flags.all(),
  };
}

/** Notes on a field without a place in the record: prose as it is, other values under their label. */
function toNotes(stated: readonly UkValues[], field: UkField): readonly string[] {
  return valuesOf(stated, field).map((value) => (field === 'other' ? value : `${labelOf(field)}: ${value}`));
}

function toPerson({ stated, names, flags }: Group): Unkeyed<PersonRecord> {
  const births = readBirths(stated, flags);
  const documents = readDocuments(stated, flags);
  const addresses = readAddresses(stated, flags);
  const nationalities = flags.countries(itemsOf(stated, 'nationality'));
  const [place, ...places] = births.places;
  return {
    kind: 'person',
    ...names.parts,
    title: joinStated(itemsOf(stated, 'title'), '; '),
    positions: itemsOf(stated, 'position').map((title) => ({ title })),
    gender: flags.gender(valuesOf(stated, 'gender')),
    ...toBirths(births.stated),
    birthPlace: place?.full ?? null,
    birthCountry: place?.country ?? null,
    nationalities: nationalities.codes,
    identifications: documents.identifications,
    ...addresses.contact,
    addresses: addresses.addresses,
    notes: joinStated(
      [
        ...births.notes,
        ...places.map(({ full }) => `Also born in: ${full}`),
        ...nationalities.unread.map((text) => `Nationality: ${text}`),
        ...documents.notes,
        ...addresses.notes,
      ],
      '\n',
    ),
  };
}

/** A group, body or firm. */
function toOrganization({ stated, flags }: Group): Unkeyed<OrganizationRecord> {
  const addresses = readAddresses(stated, flags);
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

function toVessel({ stated, flags }: Group): Unkeyed<VesselSourceRecord> {
  const first = (field: UkField): string | null => valuesOf(stated, field)[0] ?? null;
  const listedImo = first('imo')?.replace(/^IMO\s*/i, '') ?? null;
  const { imo, wrong } = readImo(listedImo, flags);
  const flag = flags.country(first('flag'));
  const formerFlags = itemsOf(stated, 'formerFlags').flatMap((text) => text.split(/[,;]\s*|\.\s+/));
  const pastFlags = flags.countries(formerFlags);
  const [type, tonnage, buildDate] = [
    first('shipType'),
    flags.tonnes(first('tonnage')),
    readDate(first('built'), flags),
  ];
  const taken = { imo: listedImo, flag, shipType: type, tonnage, built: buildDate };
  // Values after the first one, or unreadable ones.
  const further = (Object.keys(taken) as (keyof typeof taken)[]).flatMap((field) =>
    valuesOf(stated, field)
      .slice(taken[field] === null ? 0 : 1)
      .map((value) => `${labelOf(field)}: ${value}`),
  );
  const hull = { type: 'OTHER' as const, scheme: labelOf('hull'), country: null };
  return {
    kind: 'vesselRecord',
    imo,
    flag,
    pastFlags: pastFlags.codes,
    type,
    tonnage,
    buildDate,
    owner: joinStated(valuesOf(stated, 'owners'), '; '),
    identifications: valuesOf(stated, 'hull').map((number) => ({ ...hull, number })),
    notes: joinStated([...wrong, ...further, ...pastFlags.unread.map((text) => `Previous flag: ${text}`)], '\n'),
  };
}

/** Meanings of `GrpStatus`, for groups without a status in words. */
const statuses: Readonly<Record<string, string | undefined>> = { A: 'Asset freeze', I: 'Investment ban' };

/** The listings of a group, one for each of its regimes. */
function readListing(
  { authority, sourceUrl }: UkPublication,
  stated: readonly UkValues[],
  group: string,
  flags: Flags,
): Required<Pick<PersonRecord, 'topics' | 'sanctions'>> {
  const regimes = valuesOf(stated, 'regime');
  if (regimes.length === 0) flags.raise('PROGRAMME_MISSING');
  const [reference = group] = valuesOf(stated, 'reference');
  const letters = valuesOf(stated, 'statusLetter').map((letter) => statuses[letter.toUpperCase()] ?? letter);
  const statusWords = valuesOf(stated, 'status');
  return {
    topics: ['sanction'],
    sanctions: (regimes.length === 0 ? [undefined] : regimes).map((regime) => {
      const under = stated.filter((values) => values.regime === regime);
      const dateOf = (field: UkField): string | null => readDate(valuesOf(under, field)[0] ?? null, flags);
      const imposed = valuesOf(under, 'imposed').flatMap((text) => text.split(/\s*\|\s*/));
      return {
        authority,
        country: 'GB',
        programme: regime ?? 'Consolidated list',
        authorityId: reference,
        listingDate: dateOf('listedOn'),
        startDate: dateOf('designatedOn'),
        reason: joinStated(valuesOf(under, 'reasons'), '\n'),
        summary: joinStated(valuesOf(under, 'sanctions'), '; '),
        provisions: joinStated([...imposed, ...(statusWords.length > 0 ? statusWords : letters)], '; '),
        sourceUrl,
      };
    }),
  };
}
