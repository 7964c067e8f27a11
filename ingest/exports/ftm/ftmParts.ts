import type { FtmSchema } from '../../formats/ftm/model/model.js';
import type {
  IdentificationType,
  StatedAddress,
  StatedIdentification,
  StatedPosition,
  StatedSanction,
} from '../../records/persons.js';
import { isIdentifierOf, partId, toFtmCountry, toProperties, type WrittenEntity } from './ftmEntity.js';

/** What parts of a record come to: properties of its own entity, and entities beside it. */
export interface WrittenParts {
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly entities: readonly WrittenEntity[];
}

/** Listings; a programme that the subject alone names stays its property. */
export function writeSanctions(subject: string, sanctions: readonly StatedSanction[] | undefined): WrittenParts {
  const programmes: string[] = [];
  const codes: string[] = [];
  const entities: WrittenEntity[] = [];
  for (const [index, sanction] of (sanctions ?? []).entries()) {
    const { authority, programme, programmeId, country, sourceRef, ...rest } = sanction;
    if (sourceRef == null && isBare({ authority, country, ...rest })) {
      if (programmeId) codes.push(programmeId);
      else if (programme) programmes.push(programme);
      continue;
    }
    entities.push({
      id: sourceRef ?? partId(subject, 'sanction', index),
      schema: 'Sanction',
      properties: toProperties({
        entity: subject,
        authority,
        program: programme,
        programId: programmeId,
        country: toFtmCountry(country),
        ...rest,
      }),
    });
  }
  return { properties: toProperties({ program: programmes, programId: codes }), entities };
}

function isBare(stated: object): boolean {
  return Object.values(stated).every((value) => value === null || value === undefined);
}

/** Words from which a reader tells the type of a document that says none; of a passport the schema tells it. */
const typeWords: Readonly<Partial<Record<IdentificationType, string>>> = {
  NATIONAL_ID: 'National ID',
  DRIVING_LICENCE: 'Driving licence',
  TAX_NUMBER: 'Tax number',
  SOCIAL_SECURITY_NUMBER: 'Social security number',
  RESIDENCE_PERMIT: 'Residence permit',
  SEAFARER_ID: 'Seafarer ID',
};

/** Numbers: those that the schema has a property for, and documents beside the subject. */
export function writeIdentifications(
  subject: string,
  schema: FtmSchema,
  identifications: readonly StatedIdentification[] | undefined,
): WrittenParts {
  const own: Record<string, string[]> = {};
  const entities: WrittenEntity[] = [];
  for (const [index, document] of (identifications ?? []).entries()) {
    const { type, number, country, issuedAt, expiresAt, scheme, sourceRef } = document;
    if (sourceRef == null && scheme && isIdentifierOf(schema, scheme)) {
      own[scheme] = [...(own[scheme] ?? []), number];
      continue;
    }
    const id = sourceRef ?? partId(subject, 'identification', index);
    const wallet = /^publicKey(?: (.*))?$/.exec(scheme ?? '');
    if (wallet) {
      const properties = toProperties({ holder: subject, publicKey: number, currencySymbol: wallet[1]?.split(' ') });
      entities.push({ id, schema: 'CryptoWallet', properties });
      continue;
    }
    entities.push({
      id,
      schema: type === 'PASSPORT' ? 'Passport' : 'Identification',
      properties: toProperties({
        holder: subject,
        number,
        type: scheme ?? typeWords[type],
        country: toFtmCountry(country),
        startDate: issuedAt,
        endDate: expiresAt,
      }),
    });
  }
  return { properties: own, entities };
}

/** Addresses: entities that several subjects may share, by their keys; a bare line stays a property. */
export function writeAddresses(subject: string, addresses: readonly StatedAddress[] | undefined): WrittenParts {
  const lines: string[] = [];
  const ids: string[] = [];
  const entities: WrittenEntity[] = [];
  for (const [index, address] of (addresses ?? []).entries()) {
    const { full, sourceRef, ...rest } = address;
    const bare = isBare(rest);
    if (sourceRef == null && bare) {
      if (full != null) lines.push(full);
      continue;
    }
    const id = sourceRef ?? partId(subject, 'address', index);
    ids.push(id);
    // Only its key is known.
    if (bare && full == null) continue;
    entities.push({
      id,
      schema: 'Address',
      properties: toProperties({ full, ...rest, country: toFtmCountry(address.country) }),
    });
  }
  return { properties: toProperties({ addressEntity: ids, address: lines }), entities };
}

/** Posts: a bare title stays a property. */
export function writePositions(subject: string, positions: readonly StatedPosition[] | undefined): WrittenParts {
  const titles: string[] = [];
  const entities: WrittenEntity[] = [];
  for (const [index, position] of (positions ?? []).entries()) {
    const { title, startDate, endDate, status, sourceRef } = position;
    if (sourceRef == null && !startDate && !endDate && !status) {
      titles.push(title);
      continue;
    }
    const properties = toProperties({ holder: subject, role: title, startDate, endDate, status });
    entities.push({ id: sourceRef ?? partId(subject, 'position', index), schema: 'Post', properties });
  }
  return { properties: toProperties({ position: titles }), entities };
}
