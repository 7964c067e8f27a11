// SPDX-License-Identifier: Apache-2.0
import type { FtmSchema } from '../../formats/ftm/model.js';
import type {
  AircraftSourceRecord,
  LinkEnd,
  OrganizationRecord,
  PersonRecord,
  StatedInterest,
  StatedName,
  StatedRelation,
  VesselSourceRecord,
} from '../../records/persons.js';
import { isIdentifierOf, partId, toFtmCountry, toProperties, type WrittenEntity } from './ftmEntity.js';
import { idOf, writeStatedInterest, writeStatedRelation } from './ftmLinks.js';
import { type WrittenParts, writeAddresses, writeIdentifications, writePositions, writeSanctions } from './ftmParts.js';

/** Told of each field with a value that FollowTheMoney has no place for. */
export type Lose = (field: string) => void;

/** Entities of a person: itself first. */
export function writePerson(record: PersonRecord, source: string, lose: Lose): WrittenEntity[] {
  const { sourceRef: id, physical, special } = record;
  loseStated(record, ['alerts', 'reason'], lose);
  if (physical?.warningCodes?.length) lose('physical.warningCodes');
  const parts = [
    writeIdentifications(id, 'Person', withEori(record)),
    writeAddresses(id, record.addresses),
    writePositions(id, record.positions),
    writeSanctions(id, record.sanctions),
  ];
  const links = writeLinks(record, { person: { source, sourceRef: id } }, source, lose);
  return assemble(record, 'Person', parts, links, {
    firstName: record.firstName,
    middleName: record.middleName,
    lastName: record.lastName,
    fatherName: record.fatherName,
    title: record.title,
    birthDate: record.birthDates,
    birthPlace: record.birthPlace,
    birthCountry: toFtmCountry(record.birthCountry),
    deathDate: record.deathDate,
    nationality: record.nationalities?.map(toFtmCountry),
    country: record.countries?.map(toFtmCountry),
    gender: record.gender,
    height: physical?.heightCm,
    weight: physical?.weightKg,
    eyeColor: physical?.eyeColor,
    hairColor: physical?.hairColor,
    appearance: physical?.appearance,
    religion: special?.religion,
    ethnicity: special?.ethnicity,
    political: special?.political,
    ...contact(record),
  });
}

/** Entities of an organization. */
export function writeOrganization(record: OrganizationRecord, source: string, lose: Lose): WrittenEntity[] {
  const { sourceRef: id } = record;
  loseStated(record, ['reason'], lose);
  const identifications = withEori(record);
  const schemes = identifications.map(({ scheme }) => scheme ?? '');
  const needs = (schema: FtmSchema): boolean =>
    schemes.some((scheme) => isIdentifierOf(schema, scheme) && !isIdentifierOf('Organization', scheme));
  const schema = record.qualityFlags?.includes('LEGAL_ENTITY_KIND_UNKNOWN')
    ? 'LegalEntity'
    : needs('Company')
      ? 'Company'
      : 'Organization';
  const parents = (record.interests ?? []).filter((one) => isPlain(one, 'PARENT'));
  const parts = [
    writeIdentifications(id, schema, identifications),
    writeAddresses(id, record.addresses),
    writeSanctions(id, record.sanctions),
  ];
  const rest = { ...record, interests: (record.interests ?? []).filter((one) => !parents.includes(one)) };
  const links = writeLinks(rest, { organization: { source, sourceRef: id } }, source, lose);
  return assemble(record, schema, parts, links, {
    jurisdiction: toFtmCountry(record.jurisdiction),
    country: record.countries?.map(toFtmCountry),
    legalForm: record.legalForm,
    incorporationDate: record.incorporationDate,
    dissolutionDate: record.dissolutionDate,
    registrationNumber: record.registrationNumber,
    vatCode: record.vatCode,
    leiCode: record.leiCode,
    taxNumber: record.taxNumber,
    parent: parents.flatMap(({ holder }) => idOf(holder ?? {}, source)),
    ...contact(record),
  });
}

/** Entities of a ship. */
export function writeVessel(record: VesselSourceRecord, source: string, lose: Lose): WrittenEntity[] {
  const { sourceRef: id } = record;
  loseStated(record, ['owner', 'operator'], lose);
  const { holders, rest } = takeHolders(record, source);
  const parts = [writeIdentifications(id, 'Vessel', record.identifications), writeSanctions(id, record.sanctions)];
  const links = writeLinks(rest, { vesselRecord: { source, sourceRef: id } }, source, lose);
  return assemble(record, 'Vessel', parts, links, {
    imoNumber: record.imo,
    flag: toFtmCountry(record.flag),
    pastFlags: record.pastFlags?.map(toFtmCountry),
    type: record.type,
    tonnage: record.tonnage,
    grossRegisteredTonnage: record.grossRegisteredTonnage,
    buildDate: record.buildDate,
    registrationPort: record.registrationPort,
    callSign: record.callSign,
    mmsi: record.mmsi,
    ...holders,
  });
}

/** Entities of an aircraft. */
export function writeAircraft(record: AircraftSourceRecord, source: string, lose: Lose): WrittenEntity[] {
  const { sourceRef: id, registration, pastRegistrations = [] } = record;
  loseStated(record, ['owner', 'operator'], lose);
  // Why: of several marks the first is the present one; alone, a former one would be taken for it.
  if (!registration && pastRegistrations.length > 0) lose('pastRegistrations');
  const { holders, rest } = takeHolders(record, source);
  const parts = [writeIdentifications(id, 'Airplane', record.identifications), writeSanctions(id, record.sanctions)];
  const links = writeLinks(rest, { aircraftRecord: { source, sourceRef: id } }, source, lose);
  return assemble(record, 'Airplane', parts, links, {
    registrationNumber: registration ? [registration, ...pastRegistrations] : null,
    country: toFtmCountry(record.country),
    serialNumber: record.serialNumber,
    type: record.type,
    model: record.model,
    manufacturer: record.manufacturer,
    buildDate: record.buildDate,
    icaoCode: record.icaoAddress,
    ...holders,
  });
}

/** Owners and operators of whom nothing more is said: properties of what they hold; and the record without them. */
function takeHolders<R extends VesselSourceRecord | AircraftSourceRecord>(record: R, source: string) {
  const { interests = [] } = record;
  const plain = (kind: StatedInterest['kind']) => interests.filter((one) => isPlain(one, kind));
  const [owners, operators] = [plain('OWNERSHIP'), plain('OPERATION')];
  const idsOf = (some: readonly StatedInterest[]) => some.flatMap(({ holder }) => idOf(holder ?? {}, source));
  const others = interests.filter((one) => !owners.includes(one) && !operators.includes(one));
  return { holders: { owner: idsOf(owners), operator: idsOf(operators) }, rest: { ...record, interests: others } };
}

type Subject = PersonRecord | OrganizationRecord | VesselSourceRecord | AircraftSourceRecord;
type Values = Parameters<typeof toProperties>[0];

function assemble(
  record: Subject,
  schema: FtmSchema,
  parts: readonly WrittenParts[],
  links: readonly WrittenEntity[],
  values: Values,
): WrittenEntity[] {
  const { sourceRef: id, names } = record;
  const properties = {
    ...toProperties({ ...nameValues(names), ...values, notes: record.notes, topics: record.topics }),
  };
  for (const part of parts) {
    for (const [name, texts] of Object.entries(part.properties)) {
      properties[name] = [...new Set([...(properties[name] ?? []), ...texts])];
    }
  }
  const caption = names[0]?.name;
  const entity = { id, schema, ...(caption === undefined ? {} : { caption }), properties };
  return [entity, ...parts.flatMap(({ entities }) => entities), ...links];
}

function nameValues(names: readonly StatedName[]): Values {
  const of = (kind: StatedName['kind']) => names.filter((one) => one.kind === kind).map(({ name }) => name);
  return { name: of('NAME'), alias: of('ALIAS'), weakAlias: of('WEAK_ALIAS'), previousName: of('PREVIOUS') };
}

function contact({ phones, emails, websites }: PersonRecord | OrganizationRecord): Values {
  return { phone: phones, email: emails, website: websites };
}

/** FollowTheMoney knows no EORI number: it goes as a number of its holder. */
function withEori({ eori, identifications = [] }: PersonRecord | OrganizationRecord) {
  return eori
    ? [...identifications, { type: 'OTHER' as const, number: eori, country: null, scheme: 'EORI' }]
    : identifications;
}

function writeLinks(record: Subject, subject: LinkEnd, source: string, lose: Lose): WrittenEntity[] {
  const entities: WrittenEntity[] = [];
  const keep = (entity: WrittenEntity | null, field: string): void => {
    if (entity === null) lose(field);
    else entities.push(entity);
  };
  const relations: readonly StatedRelation[] = 'relations' in record ? (record.relations ?? []) : [];
  for (const [index, relation] of relations.entries()) {
    keep(writeStatedRelation(partId(record.sourceRef, 'relation', index), subject, relation, source), 'relations');
  }
  for (const [index, interest] of (record.interests ?? []).entries()) {
    keep(writeStatedInterest(partId(record.sourceRef, 'interest', index), subject, interest, source), 'interests');
  }
  return entities;
}

/** An interest that says who holds it and nothing more: a property of what it is held in. */
function isPlain(interest: StatedInterest, kind: StatedInterest['kind']): boolean {
  const { kind: its, holder, ...rest } = interest;
  return (
    its === kind && holder !== undefined && Object.values(rest).every((value) => value === null || value === undefined)
  );
}

function loseStated<R extends object>(record: R, fields: readonly (keyof R & string)[], lose: Lose): void {
  for (const field of fields) {
    const value: unknown = record[field];
    if (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '') lose(field);
  }
}
