import { documentWords } from '../../../schema/formats/ftm/documentWords.js';
import {
  isIdentifierOf,
  toFtmCountry,
  toProperties,
  type Values,
  type WrittenEntity,
} from '../../../schema/formats/ftm/entity.js';
import type { FtmSchema } from '../../../schema/formats/ftm/model.js';
import type { StatedAddress, StatedIdentification, StatedPosition, StatedSanction } from '../../records/persons.js';

/** Parts of a record, written: properties of its own entity, and entities beside it. */
export interface WrittenParts {
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly entities: readonly WrittenEntity[];
}

/** One part: a value of the subject's properties, an entity beside it, or both. */
interface Part {
  readonly own?: readonly [property: string, value: string | null | undefined];
  readonly entity?: readonly [schema: FtmSchema, values: Values];
}

/** Writes each part of a list. @param properties of the subject that parts may add to, in the order of writing */
function writeParts<Entry extends { readonly sourceRef?: string | null | undefined }>(
  [subject, name]: readonly [subject: string, name: string],
  entries: readonly Entry[] | undefined,
  properties: readonly string[],
  toPart: (entry: Entry, id: string) => Part,
): WrittenParts {
  const values: Record<string, (string | null | undefined)[]> = Object.fromEntries(
    properties.map((property) => [property, []]),
  );
  const entities: WrittenEntity[] = [];
  for (const [index, entry] of (entries ?? []).entries()) {
    const id = entry.sourceRef ?? partId(subject, name, index);
    const { own, entity } = toPart(entry, id);
    if (own) values[own[0]] = [...(values[own[0]] ?? []), own[1]];
    if (entity) entities.push({ id, schema: entity[0], properties: toProperties(entity[1]) });
  }
  return { properties: toProperties(values), entities };
}

/** Key of a part without one of its own. */
export function partId(subject: string, part: string, index: number): string {
  return `${subject}/${part}/${index + 1}`;
}

function isBare(stated: object): boolean {
  return Object.values(stated).every((value) => value === null || value === undefined);
}

/** Writes listings; a bare programme stays a property of the subject. */
export function writeSanctions(subject: string, sanctions: readonly StatedSanction[] | undefined): WrittenParts {
  return writeParts([subject, 'sanction'], sanctions, ['program', 'programId'], (sanction) => {
    const { authority, programme, programmeId, country, sourceRef, ...rest } = sanction;
    if (sourceRef == null && isBare({ authority, country, ...rest }))
      return { own: programmeId ? ['programId', programmeId] : ['program', programme] };
    const listed = { entity: subject, authority, program: programme, programId: programmeId };
    return { entity: ['Sanction', { ...listed, country: toFtmCountry(country), ...rest }] };
  });
}

/** Writes numbers: as properties where the schema has one, else as documents beside the subject. */
export function writeIdentifications(
  subject: string,
  schema: FtmSchema,
  identifications: readonly StatedIdentification[] | undefined,
): WrittenParts {
  return writeParts([subject, 'identification'], identifications, [], (document) => {
    const { type, number, country, issuedAt, expiresAt, scheme, sourceRef } = document;
    if (sourceRef == null && scheme && isIdentifierOf(schema, scheme)) return { own: [scheme, number] };
    const wallet = /^publicKey(?: (.*))?$/.exec(scheme ?? '');
    if (wallet) {
      const values = { holder: subject, publicKey: number, currencySymbol: wallet[1]?.split(' ') };
      return { entity: ['CryptoWallet', values] };
    }
    const values = { holder: subject, number, type: scheme ?? documentWords[type], country: toFtmCountry(country) };
    const dates = { startDate: issuedAt, endDate: expiresAt };
    return { entity: [type === 'PASSPORT' ? 'Passport' : 'Identification', { ...values, ...dates }] };
  });
}

/** Writes addresses: entities that subjects may share by key; a bare line stays a property. */
export function writeAddresses(subject: string, addresses: readonly StatedAddress[] | undefined): WrittenParts {
  return writeParts([subject, 'address'], addresses, ['addressEntity', 'address'], (address, id) => {
    const { full, sourceRef, ...rest } = address;
    const bare = isBare(rest);
    if (sourceRef == null && bare) return { own: ['address', full] };
    const own = ['addressEntity', id] as const;
    if (bare && full == null) return { own };
    return { own, entity: ['Address', { full, ...rest, country: toFtmCountry(address.country) }] };
  });
}

/** Writes positions; a bare title stays a property. */
export function writePositions(subject: string, positions: readonly StatedPosition[] | undefined): WrittenParts {
  return writeParts([subject, 'position'], positions, ['position'], (position) => {
    const { title, startDate, endDate, status, sourceRef } = position;
    if (sourceRef == null && !startDate && !endDate && !status) return { own: ['position', title] };
    return { entity: ['Post', { holder: subject, role: title, startDate, endDate, status }] };
  });
}
