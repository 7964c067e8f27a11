import { type FtmSchema, propertiesOf } from '../../../../schema/formats/ftm/model.js';
import { propertyNames } from '../../../../schema/formats/ftm/propertyNames.js';
import type { Draft } from './draft.js';

/** How objects of a type become entities. */
export interface Mapping {
  readonly schema: FtmSchema;
  /**
   * Properties of fields that are not of a property's own name, by place: `place.countryCode`, of items of a list
   * `goodsItems.description`. A field without a property is told beside the entity.
   */
  readonly properties: Readonly<Record<string, string>>;
}

const located = { 'place.countryCode': 'country', 'place.name': 'location', 'place.location': 'addressEntity' };

/** The types that are entities, by name. */
export const mappings: Readonly<Record<string, Mapping>> = {
  Person: { schema: 'Person', properties: physical('heightCm', 'weightKg', 'eyeColor', 'hairColor', 'appearance') },
  Organization: { schema: 'Organization', properties: { aliases: 'alias' } },
  VesselRecord: { schema: 'Vessel', properties: { aliases: 'alias', programmes: 'program' } },
  AircraftRecord: {
    schema: 'Airplane',
    properties: { aliases: 'alias', programmes: 'program', registration: 'registrationNumber' },
  },
  Vessel: { schema: 'Vessel', properties: {} },
  EconomicOperator: { schema: 'LegalEntity', properties: {} },
  Agency: { schema: 'PublicBody', properties: {} },
  Location: { schema: 'Address', properties: {} },
  Seizure: { schema: 'Event', properties: { caseReference: 'name', seizedAt: 'date', ...located } },
  Incident: {
    schema: 'Event',
    properties: {
      ...{ title: 'name', caseReference: 'recordId', occurredAt: 'startDate', occurredTo: 'endDate' },
      ...{ narrative: 'description', countryCode: 'country', area: 'location', location: 'addressEntity' },
    },
  },
  JointOperation: {
    schema: 'Project',
    properties: { objective: 'goal', startsAt: 'startDate', endsAt: 'endDate' },
  },
  Consignment: {
    schema: 'EconomicActivity',
    properties: {
      ...{ mrn: 'ccdNumber', declaredAt: 'date', declarationType: 'customsProcedure' },
      ...{ countryOfExport: 'departureCountry', countryOfDestination: 'destinationCountry' },
      ...{ 'goodsItems.description': 'goodsDescription', 'goodsItems.commodityCode': 'vedCode' },
      ...{ 'goodsItems.countryOfOrigin': 'originCountry', 'borderTransportMeans.vessel': 'transport' },
      ...{ consignor: 'sender', consignee: 'receiver', declarant: 'declarant' },
    },
  },
};

/** What a link of a type says of somebody or something who is only stated: the schema of `statedName`. */
export const statedSchemata: Readonly<Record<string, FtmSchema>> = {
  SeizurePerson: 'Person',
  IncidentPerson: 'Person',
  SeizureOrganization: 'Organization',
  IncidentOrganization: 'Organization',
  SeizureVessel: 'Vessel',
  IncidentVessel: 'Vessel',
  TradeParty: 'LegalEntity',
};

function physical(...fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map((field) => [`physical.${field}`, propertyNames[field] ?? field]));
}

/** The property of a place: as the mapping says, else, of an entity's own fields, the one of the field's name. */
export function propertyOf({ type, schema }: Pick<Draft, 'type' | 'schema'>, place: string): string | undefined {
  const mapped = mappings[type]?.properties[place];
  if (mapped !== undefined || place.includes('.')) return mapped;
  const name = propertyNames[place] ?? place;
  return propertiesOf(schema).has(name) ? name : undefined;
}
