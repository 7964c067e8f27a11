import { isIdentifierOf, toProperties, type Values, type WrittenEntity } from '../../../schema/formats/ftm/entity.js';
import type { FtmSchema } from '../../../schema/formats/ftm/model.js';
import type {
  AircraftSourceRecord,
  LinkEnd,
  OrganizationRecord,
  PersonRecord,
  StatedIdentification,
  StatedInterest,
  StatedName,
  StatedRelation,
  VesselSourceRecord,
} from '../../records/persons.js';
import { type Lose, writeFields } from './ftmFields.js';
import { idOf, writeStatedInterest, writeStatedRelation } from './ftmLinks.js';
import { partId, writeAddresses, writeIdentifications, writePositions, writeSanctions } from './ftmParts.js';

type Subject = PersonRecord | OrganizationRecord | VesselSourceRecord | AircraftSourceRecord;

const craft: Holders = { OWNERSHIP: 'owner', OPERATION: 'operator' };
type Holders = Readonly<Partial<Record<StatedInterest['kind'], string>>>;

/** Properties of a subject that name its holders, for interests that say nothing more. */
const holders = {
  person: {},
  organization: { PARENT: 'parent' },
  vesselRecord: craft,
  aircraftRecord: craft,
} as const satisfies Record<Subject['kind'], Holders>;

/** Entities of a person, an organization, a ship or an aircraft, its own first. */
export function writeSubject(record: Subject, source: string, lose: Lose): WrittenEntity[] {
  const { sourceRef: id, names } = record;
  const identifications = 'eori' in record ? withEori(record) : record.identifications;
  const schema = schemaOf(record, identifications ?? []);
  const plain: Holders = holders[record.kind];
  const beside: Record<string, string[]> = Object.fromEntries(Object.values(plain).map((property) => [property, []]));
  const interests = (record.interests ?? []).filter((interest) => {
    const property = plain[interest.kind];
    if (property === undefined || !isPlain(interest)) return true;
    beside[property]?.push(...idOf(interest.holder ?? {}, source));
    return false;
  });
  const marks = record.kind === 'aircraftRecord' ? writeMarks(record, lose) : {};
  const values = { ...nameValues(names), ...marks, ...writeFields(schema, record, lose, beside) };
  const parts = [
    writeIdentifications(id, schema, identifications),
    ...('addresses' in record ? [writeAddresses(id, record.addresses)] : []),
    ...('positions' in record ? [writePositions(id, record.positions)] : []),
    writeSanctions(id, record.sanctions),
  ];
  const properties = toProperties(values);
  for (const [name, texts] of parts.flatMap((part) => Object.entries(part.properties)))
    properties[name] = [...new Set([...(properties[name] ?? []), ...texts])];
  const caption = names[0]?.name;
  const entity = { id, schema, ...(caption === undefined ? {} : { caption }), properties };
  const links = writeLinks({ ...record, interests }, source, lose);
  return [entity, ...parts.flatMap(({ entities }) => entities), ...links];
}

function schemaOf({ kind, qualityFlags }: Subject, identifications: readonly StatedIdentification[]): FtmSchema {
  if (kind === 'person') return 'Person';
  if (kind !== 'organization') return kind === 'vesselRecord' ? 'Vessel' : 'Airplane';
  if (qualityFlags?.includes('LEGAL_ENTITY_KIND_UNKNOWN')) return 'LegalEntity';
  const isOfCompanies = ({ scheme }: StatedIdentification): boolean =>
    isIdentifierOf('Company', scheme ?? '') && !isIdentifierOf('Organization', scheme ?? '');
  return identifications.some(isOfCompanies) ? 'Company' : 'Organization';
}

/** Why none without a present one: readers take the first mark for the present one. */
function writeMarks({ registration, pastRegistrations = [] }: AircraftSourceRecord, lose: Lose): Values {
  if (!registration && pastRegistrations.length > 0) lose('pastRegistrations');
  return { registrationNumber: registration ? [registration, ...pastRegistrations] : null };
}

function nameValues(names: readonly StatedName[]): Values {
  const of = (kind: StatedName['kind']) => names.filter((name) => name.kind === kind).map(({ name }) => name);
  return { name: of('NAME'), alias: of('ALIAS'), weakAlias: of('WEAK_ALIAS'), previousName: of('PREVIOUS') };
}

/** FollowTheMoney has no EORI number: it is written as an identification. */
function withEori({ eori, identifications = [] }: PersonRecord | OrganizationRecord) {
  const number = { type: 'OTHER' as const, number: eori ?? '', country: null, scheme: 'EORI' };
  return eori ? [...identifications, number] : identifications;
}

function writeLinks(record: Subject, source: string, lose: Lose): WrittenEntity[] {
  const subject: LinkEnd = { [record.kind]: { source, sourceRef: record.sourceRef } };
  const relations: readonly StatedRelation[] = 'relations' in record ? (record.relations ?? []) : [];
  const write = <Link>(
    name: 'relation' | 'interest',
    links: readonly Link[],
    toEntity: (id: string, subject: LinkEnd, link: Link, source: string) => WrittenEntity | null,
  ): WrittenEntity[] =>
    links.flatMap((link, index) => {
      const entity = toEntity(partId(record.sourceRef, name, index), subject, link, source);
      if (entity === null) lose(`${name}s`);
      return entity ?? [];
    });
  return [
    ...write('relation', relations, writeStatedRelation),
    ...write('interest', record.interests ?? [], writeStatedInterest),
  ];
}

/** Whether an interest states nothing but its holder, so that a property can state it. */
function isPlain({ kind: _, holder, ...rest }: StatedInterest): boolean {
  return holder !== undefined && Object.values(rest).every((value) => value === null || value === undefined);
}
