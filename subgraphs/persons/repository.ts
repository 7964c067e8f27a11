import { aircraftRecord } from '../../schema/records/aircraftRecord.js';
import { interest } from '../../schema/records/interest.js';
import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import { organization } from '../../schema/records/organization.js';
import { person } from '../../schema/records/person.js';
import { relation } from '../../schema/records/relation.js';
import { vesselRecord } from '../../schema/records/vesselRecord.js';
import { type RawBuilder, sql } from '../../storage/kysely.js';
import { describe, type RecordListing } from '../kit/described/describe.js';
import { type Edge, foundBy } from '../kit/described/edges.js';
import type { Column } from '../kit/listing.js';
import type { LinksOfTable, SubgraphModule } from '../kit/module.js';
import { linkOf } from '../kit/wall/linkSubject.js';
import { isWithinBirthPeriod } from './birthPeriodRepository.js';

const persons = describe(person).listing;

/** Persons: `persons.person`. */
export const personListing: RecordListing = {
  ...persons,
  field: 'Query.persons',
  filters: { ...persons.filters, birthDate: { ...(persons.filters.birthDate as Column), also: isWithinBirthPeriod } },
};

/** Organizations: `persons.organization`. */
export const organizationListing: RecordListing = { ...describe(organization).listing, field: 'Query.organizations' };

/** Records about vessels: `persons.vessel_record`. */
export const vesselListing: RecordListing = {
  ...describe(vesselRecord).listing,
  field: 'Query.vessels',
  filterType: 'VesselFilter',
  sortType: 'VesselSortField',
};

/** Records about aircraft: `persons.aircraft_record`. */
export const aircraftListing: RecordListing = {
  ...describe(aircraftRecord).listing,
  field: 'Query.aircraftRecords',
  filterType: 'AircraftFilter',
  sortType: 'AircraftSortField',
};

/** Relations, each listed at one of its ends: `persons.relation`. */
const relationListing: RecordListing = describe(relation).listing;

/** The relations of a record, except those that another agency's copy of its list asserts. */
const relationsOf = (table: string, column: string): LinksOfTable => ({
  from: sql`persons.relation r join ${sql.table(`persons.${table}`)} o on o.ref = ${sql.ref(`r.${column}`)}
    and (r.originator = o.originator or r.source <> o.source)`,
  record: sql<string>`o.id`,
  link: linkOf(relationListing),
});

/** Key of the source record behind a relation's row: one with several ends has a row for each, under keys of links. */
const keyOf = (alias: string) => sql`regexp_replace(${sql.ref(`${alias}.source_ref`)}, ${linkKeyPattern}, '')`;

/**
 * The persons that a relation's own source record names: all of its rows. Why found by the ends: each row is listed at one
 * of them, and they are indexed.
 */
const relationsOfRelation: LinksOfTable = {
  from: sql`persons.relation r join persons.relation o on r.source = o.source and r.originator = o.originator
    and ${keyOf('r')} = ${keyOf('o')}
    and (r.person_ref in (o.person_ref, o.relative_ref)
      or r.organization_ref in (o.organization_ref, o.relative_organization_ref)
      or r.vessel_record_ref in (o.vessel_record_ref, o.relative_vessel_record_ref)
      or r.aircraft_record_ref in (o.aircraft_record_ref, o.relative_aircraft_record_ref))`,
  record: sql<string>`o.id`,
  link: linkOf(relationListing),
};

/** The links to persons by which each record's relations name them. */
export const relationsOfTables: Required<SubgraphModule>['links'] = {
  'persons.person': [relationsOf('person', 'person_ref')],
  'persons.organization': [relationsOf('organization', 'organization_ref')],
  'persons.vessel_record': [relationsOf('vessel_record', 'vessel_record_ref')],
  'persons.aircraft_record': [relationsOf('aircraft_record', 'aircraft_record_ref')],
  'persons.relation': [relationsOfRelation],
};

/** Interests: `persons.interest`. */
const interestListing: RecordListing = describe(interest).listing;

/**
 * Interests by the organization at either end, in `r.organization_end`: an organization's page shows its owners and what it
 * owns. Why a union: one condition over two columns would use neither index.
 */
const organizationInterestListing: RecordListing = {
  ...interestListing,
  from: sql`(select i.*, i.organization_ref as organization_end from persons.interest i where i.organization_ref is not null
    union all select i.*, i.holder_organization_ref from persons.interest i
    where i.holder_organization_ref is not null and i.holder_organization_ref is distinct from i.organization_ref) r`,
};

/** Guarded by the record alone: a relation is found by the end that it is listed at, not by the other one. */
const relationOf = (field: string, datum: RawBuilder<string>) => foundBy(field, relationListing, datum, null);
const interestOf = (field: string, datum: RawBuilder<string>, listing = interestListing) =>
  foundBy(field, listing, datum);

/** The pages of the records that this source keeps, and of what others have to do with them. */
export const edges: readonly Edge[] = [
  foundBy('EconomicOperator.persons', personListing, sql`r.eori`),
  foundBy('EconomicOperator.organizations', organizationListing, sql`r.eori`),
  foundBy('Vessel.records', vesselListing, sql`r.imo`),
  relationOf('Person.relations', sql`r.person_ref`),
  relationOf('Organization.relations', sql`r.organization_ref`),
  relationOf('VesselRecord.relations', sql`r.vessel_record_ref`),
  relationOf('AircraftRecord.relations', sql`r.aircraft_record_ref`),
  interestOf('Person.interests', sql`r.holder_person_ref`),
  interestOf('Organization.interests', sql`r.organization_end`, organizationInterestListing),
  interestOf('VesselRecord.interests', sql`r.vessel_record_ref`),
  interestOf('AircraftRecord.interests', sql`r.aircraft_record_ref`),
];
