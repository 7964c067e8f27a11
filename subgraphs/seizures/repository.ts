import { compactPlate } from '../../schema/records/keys/plateKey.js';
import { seizure } from '../../schema/records/seizure.js';
import { seizureStatistic } from '../../schema/records/seizureStatistic.js';
import { type RawBuilder, sql } from '../../storage/kysely.js';
import { Slot } from '../../storage/slot.js';
import { envelopeFilters } from '../kit/described/conditions.js';
import { type DescribedChild, describe, type RecordNode, readerOf } from '../kit/described/describe.js';
import { type Edge, foundBy } from '../kit/described/edges.js';
import {
  compacted,
  type Guards,
  type HeldBy,
  type LookUpBy,
  lookUp,
  sought,
  soughtCompact,
} from '../kit/described/lookUps.js';
import { member } from '../kit/described/own.js';
import type { RecordRow } from '../kit/described/toObject.js';
import type { Listing } from '../kit/listing.js';
import { areaLeaf } from '../kit/page/area.js';
import type { SearchedKind } from '../kit/search/searched.js';
import type { WordsText } from '../kit/search/words.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { identifier, rowKey } from '../kit/wall/reference.js';

/** Mass of all items. */
const mass = {
  sql: sql<number | null>`(select sum(i.normalised_kg) from seizures.seized_item i where i.seizure_id = r.id)`,
  type: 'float8',
} as const;

/** The ship of a seizure. */
const imo = { vessel_imo: sql<string | null>`r.vessel_imo` };
const statedName = { vessel_stated_name: sql<string | null>`r.vessel_stated_name` };
const toVessel = (row: { readonly vessel_imo: string | null }) => identifier('Vessel', { imo: row.vessel_imo });

const seizures = describe(seizure, {
  members: {
    caseReference: member({ case_reference: sql<string | null>`r.case_reference` }, (row) => row.case_reference),
    normalisedKg: member({ normalised_kg: mass.sql }, (row) => row.normalised_kg),
    vessel: member({ ...imo, ...statedName }, (row) =>
      row.vessel_imo === null && row.vessel_stated_name === null
        ? null
        : { id: row.id, statedName: row.vessel_stated_name, vessel: toVessel(row), [rowKey]: row.id },
    ),
  },
  filters: {
    normalisedKg: mass,
    within: areaLeaf(
      { latitude: sql`r.place_latitude`, longitude: sql`r.place_longitude` },
      { unlocode: sql`r.place_unlocode`, country: sql`r.place_country` },
    ),
  },
  sorts: { CASE_REFERENCE: envelopeFilters.caseReference, NORMALISED_KG: mass },
});

/** Seizures: `seizures.seizure`. */
export const seizureListing = seizures.listing;

const items = seizures.child('items');

/** Lists of a seizure that have tables of their own, under its envelope; items are in the order of the report. */
const lists = {
  items: { ...items, listing: { ...items.listing, order: { sql: sql`x.position`, type: 'int4' } } },
  persons: seizures.child('persons'),
  organizations: seizures.child('organizations'),
  consignments: seizures.child('consignments'),
  containers: seizures.child('containers'),
} as const satisfies Record<string, DescribedChild>;

/** Vessels that carried seized goods: one link for each seizure, under the seizure's id. */
const vesselListing: Listing<RecordRow, object> = {
  type: 'SeizureVessel',
  from: seizureListing.from,
  read: readerOf('SeizureVessel', {
    of: 'record',
    keys: 'r.id',
    alias: 'r',
    fields: {},
    own: { statedName: member(statedName, (row) => row.vessel_stated_name), vessel: member(imo, toVessel) },
    keyOf: (row: RecordRow) => row.id,
  }),
};

const { persons, organizations, consignments, containers } = lists;

/** The pages of seizures, and of what others have to do with them. */
export const edges: readonly Edge[] = [
  ...Object.values(lists),
  foundBy('Person.seizures', persons.listing, sql`x.person_ref`),
  foundBy('Organization.seizures', organizations.listing, sql`x.organization_ref`),
  foundBy('Consignment.seizures', consignments.listing, sql`x.consignment_ref`),
  foundBy('Container.seizures', containers.listing, sql`x.container_id`),
  foundBy('Vessel.seizures', vesselListing, sql`r.vessel_imo`),
];

/** Looks a seizure up by the originator's case reference. */
export const byCaseReference: LookUpBy = {
  argument: 'Query.seizure(caseReference:)',
  of: 'caseReference',
  listing: seizureListing,
  where: sql<boolean>`r.case_reference = ${sought}`,
};

/** The seizure under a case reference, in full or as a hit; null where this viewer may know of none. */
export function findByCaseReference(session: SourceSession, caseReference: string): Promise<RecordNode | null> {
  return lookUp(session, { ...byCaseReference, value: caseReference });
}

const heldBy = (where: RawBuilder<boolean>, ...also: readonly string[]): HeldBy => ({
  guards: ['seizures.core', ...also],
  listing: seizureListing,
  where,
});
const byContainer = heldBy(sql`exists (select 1 from seizures.seizure_container x
  where x.seizure_id = r.id and x.container_id = ${sought})`);
const byMrn = heldBy(
  sql`exists (select 1 from seizures.seizure_consignment x
    where x.seizure_id = r.id and ${compacted('x.stated_mrn')} = ${soughtCompact})`,
  'cargo.movement',
);
const byConveyance = heldBy(sql`array[${compacted('r.conveyance_registration')}, ${compacted('r.conveyance_journey')}]
  @> array[${soughtCompact}::text]`);
const soughtPlate = new Slot(({ sought: plate }) => compactPlate(String(plate)));
const byPlate = heldBy(sql`r.conveyance_plate_key = ${soughtPlate}`);
const byPlace = heldBy(sql`(r.place_unlocode = ${sought} or r.route_departure_unlocode = ${sought})`);

const words = (
  column: string,
  { from, link }: Pick<WordsText, 'from' | 'link'>,
  ...also: readonly string[]
): WordsText => ({
  guards: [also.length > 0 ? 'seizures.persons' : 'seizures.core', ...also] as Guards,
  from,
  vector: sql`to_tsvector('simple', left(${sql.ref(column)}, 100000))`,
  ...(link ? { link } : {}),
});

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'seizures',
    type: 'SeizureSearch',
    listing: seizureListing,
    exact: [
      { form: 'CASE_REFERENCE', by: byCaseReference },
      { form: 'MRN', by: byMrn },
      { form: 'CONTAINER', by: byContainer },
      { form: 'IMO', by: heldBy(sql`r.vessel_imo = ${sought}`) },
      { form: 'REGISTRATION_MARK', by: byConveyance },
      { form: 'FLIGHT', by: byConveyance },
      { form: 'LICENCE_PLATE', by: byPlate },
      { form: 'DOCUMENT_NUMBER', by: byConveyance },
      { form: 'UNLOCODE', by: byPlace },
    ],
    words: [
      words('x.description', lists.items.listing),
      words('x.drug', lists.items.listing),
      words('r.vessel_stated_name', seizureListing),
      words('x.stated_name', lists.persons.listing, 'persons.identity'),
      words('x.stated_name', lists.organizations.listing, 'organizations.identity'),
    ],
    positions: { category: 'seizures.core', latitude: sql`r.place_latitude`, longitude: sql`r.place_longitude` },
  },
];

/**
 * First and last day of a period, as text that sorts like days: `2018` is 2018-01-01 to 2018-12-31. A partial date compares
 * with them as it is, since it sorts before every day that it begins. Every month ends on its 31st, which no partial date
 * distinguishes from its true end.
 */
const firstDay = { sql: sql`(r.period_from || right('-01-01', 10 - length(r.period_from)))`, type: 'text' } as const;
const lastDay = { sql: sql`(r.period_to || right('-12-31', 10 - length(r.period_to)))`, type: 'text' } as const;

/** What authorities report of a period: `seizures.seizure_statistic`. */
export const statisticListing = describe(seizureStatistic, {
  filters: {
    periodFrom: firstDay,
    periodTo: lastDay,
    // Why not int4: a filter may state a bound of 2.5.
    events: { sql: sql`cast(r.events as float8)`, type: 'float8' },
  },
  sorts: { PERIOD_FROM: firstDay },
}).listing;
