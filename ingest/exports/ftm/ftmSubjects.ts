import type { FtmSchema } from '../../formats/ftm/model/model.js';
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
import { isIdentifierOf, partId, toProperties, type Values, type WrittenEntity } from './ftmEntity.js';
import { type Lose, writeFields } from './ftmFields.js';
import { idOf, writeStatedInterest, writeStatedRelation } from './ftmLinks.js';
import { type WrittenParts, writeAddresses, writeIdentifications, writePositions, writeSanctions } from './ftmParts.js';

/** Entities of a person: itself first. */
export function writePerson(record: PersonRecord, source: string, lose: Lose): WrittenEntity[] {
  const parts = partsOf(record, 'Person', withEori(record));
  return assemble(record, 'Person', parts, writeLinks(record, source, lose), writeFields('Person', record, lose));
}

/** Entities of an organization. */
export function writeOrganization(record: OrganizationRecord, source: string, lose: Lose): WrittenEntity[] {
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
  const rest = { ...record, interests: (record.interests ?? []).filter((one) => !parents.includes(one)) };
  const parent = parents.flatMap(({ holder }) => idOf(holder ?? {}, source));
  const values = writeFields(schema, record, lose, { parent });
  return assemble(record, schema, partsOf(record, schema, identifications), writeLinks(rest, source, lose), values);
}

/** Entities of a ship. */
export function writeVessel(record: VesselSourceRecord, source: string, lose: Lose): WrittenEntity[] {
  const { holders, rest } = takeHolders(record, source);
  const values = writeFields('Vessel', record, lose, holders);
  return assemble(record, 'Vessel', partsOf(record, 'Vessel'), writeLinks(rest, source, lose), values);
}

/** Entities of an aircraft. */
export function writeAircraft(record: AircraftSourceRecord, source: string, lose: Lose): WrittenEntity[] {
  const { registration, pastRegistrations = [] } = record;
  // Why: of several marks the first is the present one; alone, a former one would be taken for it.
  if (!registration && pastRegistrations.length > 0) lose('pastRegistrations');
  const { holders, rest } = takeHolders(record, source);
  const marks = registration ? [registration, ...pastRegistrations] : null;
  const values = { registrationNumber: marks, ...writeFields('Airplane', record, lose, holders) };
  return assemble(record, 'Airplane', partsOf(record, 'Airplane'), writeLinks(rest, source, lose), values);
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
function assemble(
  record: Subject,
  schema: FtmSchema,
  parts: readonly WrittenParts[],
  links: readonly WrittenEntity[],
  values: Values,
): WrittenEntity[] {
  const { sourceRef: id, names } = record;
  const properties = toProperties({ ...nameValues(names), ...values });
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

/** What the record states that is written as entities of its own, or as numbers. */
function partsOf(
  record: Subject,
  schema: FtmSchema,
  identifications: readonly StatedIdentification[] | undefined = record.identifications,
): WrittenParts[] {
  const { sourceRef: id } = record;
  return [
    writeIdentifications(id, schema, identifications),
    ...('addresses' in record ? [writeAddresses(id, record.addresses)] : []),
    ...('positions' in record ? [writePositions(id, record.positions)] : []),
    writeSanctions(id, record.sanctions),
  ];
}

/** FollowTheMoney knows no EORI number: it goes as a number of its holder. */
function withEori({ eori, identifications = [] }: PersonRecord | OrganizationRecord) {
  return eori
    ? [...identifications, { type: 'OTHER' as const, number: eori, country: null, scheme: 'EORI' }]
    : identifications;
}

function writeLinks(record: Subject, source: string, lose: Lose): WrittenEntity[] {
  const subject: LinkEnd = { [record.kind]: { source, sourceRef: record.sourceRef } };
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
