import type { StatedAddress, StatedIdentification, StatedPosition, StatedSanction } from '../../../records/persons.js';
import type { FtmEntity } from '../entity.js';
import { type FtmValues, openValues } from '../values.js';
import { toDocument, toWallet } from './identifications.js';

/** The facts that a record takes from the entities that are part of it. */
export interface PartFacts {
  readonly sanctions: readonly StatedSanction[];
  readonly identifications: readonly StatedIdentification[];
  readonly positions: readonly StatedPosition[];
  readonly addresses: readonly StatedAddress[];
  readonly notes: readonly string[];
}

/** The entities that are part of a record, each once, in the order of their ids. */
export interface Parts {
  readonly entities: readonly FtmEntity[];
  /** Addresses and positions by id, where the delivery has them. */
  readonly shared: ReadonlyMap<string, FtmEntity>;
}

/** Reads the parts of a record. @param flags takes their quality flags */
export function readParts(owner: FtmEntity, { entities, shared }: Parts, flags: Set<string>): PartFacts {
  const of = (...schemata: readonly string[]) =>
    entities
      .filter(({ schema }) => schemata.includes(schema))
      .map((entity) => [entity, openValues(entity, flags)] as const);
  const own = openValues(owner, flags);
  const sanctions = of('Sanction').map(([entity, values]) => toSanction(entity, values));
  return {
    sanctions: [...sanctions, ...unlisted(own.texts('programId'), own.texts('program'), sanctions)],
    identifications: [
      ...of('Identification', 'Passport').map(([entity, values]) => toDocument(entity, values)),
      ...of('CryptoWallet').map(([entity, values]) => toWallet(entity, values)),
    ].filter((document) => document !== null),
    positions: [
      ...own.texts('position').map((title) => ({ title })),
      ...of('Occupancy').map(([entity, values]) => toHolding(entity, values, shared, flags)),
      ...of('Post').map(([entity, values]) => toPost(entity, values)),
    ].filter((position) => position !== null),
    addresses: [
      ...own.texts('addressEntity').map((id) => toAddress(id, shared.get(id), flags)),
      ...own.texts('address').map((full) => ({ full, country: null })),
    ].filter((address, index, all) => all.findIndex((other) => sameAddress(address, other)) === index),
    notes: of('Note').flatMap(([, values]) => values.joined('name', 'description', 'summary') ?? []),
  };
}

function toSanction({ id }: FtmEntity, values: FtmValues): StatedSanction {
  return {
    authority: values.text('authority') ?? values.text('publisher'),
    programme: values.text('program') ?? values.text('programId'),
    programmeId: values.text('programId'),
    country: values.country('country'),
    status: values.text('status'),
    authorityId: values.text('authorityId') ?? values.text('unscId'),
    listingDate: values.earliest('listingDate'),
    startDate: values.earliest('startDate'),
    endDate: values.latest('endDate'),
    reason: values.joined('reason'),
    summary: values.joined('summary', 'description'),
    provisions: values.texts('provisions').join('; ') || null,
    sourceUrl: values.text('sourceUrl') ?? values.text('programUrl'),
    sourceRef: id,
  };
}

/** Programmes that the subject states and no listing in the delivery has. */
function unlisted(
  codes: readonly string[],
  words: readonly string[],
  sanctions: readonly StatedSanction[],
): StatedSanction[] {
  const listed = new Set(sanctions.flatMap(({ programme, programmeId }) => [programme, programmeId]));
  const stated = codes.length > 0 ? codes : words;
  return stated
    .filter((programme) => !listed.has(programme))
    .map((programme) => ({ authority: null, programme, programmeId: codes.length > 0 ? programme : null }));
}

/** Null, with a flag, where the delivery lacks the position: a record changed by a delta keeps the earlier one. */
function toHolding(
  { id }: FtmEntity,
  values: FtmValues,
  shared: ReadonlyMap<string, FtmEntity>,
  flags: Set<string>,
): StatedPosition | null {
  const post = shared.get(values.text('post') ?? '');
  const title = post?.values.name?.[0] ?? captionOf(post);
  if (title === null) {
    flags.add('POSITION_NOT_IN_DELIVERY');
    return null;
  }
  return {
    title,
    startDate: values.earliest('startDate') ?? values.earliest('date'),
    endDate: values.latest('endDate'),
    status: values.text('status'),
    sourceRef: id,
  };
}

function toPost({ id }: FtmEntity, values: FtmValues): StatedPosition | null {
  const title = [values.text('role'), values.text('organization')].filter((part) => part !== null).join(', ');
  if (title === '') return null;
  return {
    title,
    startDate: values.earliest('startDate'),
    endDate: values.latest('endDate'),
    status: values.text('status'),
    sourceRef: id,
  };
}

/** An address that the delivery lacks is kept by its key: a record changed by a delta keeps the earlier one. */
function toAddress(id: string, entity: FtmEntity | undefined, flags: Set<string>): StatedAddress {
  if (entity === undefined) {
    flags.add('ADDRESS_NOT_IN_DELIVERY');
    return { full: null, country: null, sourceRef: id };
  }
  const values = openValues(entity, flags);
  const street = [...values.texts('street'), ...values.texts('street2'), ...values.texts('postOfficeBox')].join(', ');
  const region = values.text('region') ?? values.text('state');
  const parts = [street, values.text('postalCode'), values.text('city'), region].filter(Boolean);
  return {
    full: values.text('full') ?? values.text('name') ?? (parts.join(', ') || captionOf(entity)),
    street: street || null,
    city: values.text('city'),
    region,
    postalCode: values.text('postalCode'),
    country: values.country('country'),
    sourceRef: id,
  };
}

/** The caption; null where it is only the schema's label or the id. */
function captionOf(entity: FtmEntity | undefined): string | null {
  const caption = entity?.caption ?? null;
  return caption === entity?.schema || caption === entity?.id ? null : caption;
}

function sameAddress(one: StatedAddress, other: StatedAddress): boolean {
  return one.sourceRef && other.sourceRef ? one.sourceRef === other.sourceRef : one.full === other.full;
}
