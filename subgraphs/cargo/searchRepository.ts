import { sql } from '../../storage/kysely.js';
import { compacted, type HeldBy, sought, soughtCompact } from '../kit/described/lookUps.js';
import type { SearchedKind } from '../kit/search/searched.js';
import { linkOf } from '../kit/wall/linkSubject.js';
import { byMrn, consignmentListing, described } from './repository.js';

const listing = consignmentListing;
const parties = described.child('parties').listing;
const link = linkOf(parties);
const ofMovement = (where: HeldBy['where']): HeldBy => ({ guards: ['cargo.movement'], listing, where });

const byContainer = ofMovement(
  sql`exists (select 1 from cargo.transport_equipment e where e.consignment_id = r.id and e.container_id = ${sought})`,
);
const byShip = ofMovement(sql`r.vessel_imo = ${sought}`);
const byPlace = ofMovement(
  sql`array[r.place_of_loading, r.place_of_unloading, r.place_of_acceptance, r.place_of_delivery] @> array[${sought}::text]`,
);

/** A number of the declaration, the transport document, the journey, or the aircraft or vehicle; at house level too. */
const byNumber = ofMovement(sql`r.id in (
  select r.id from cargo.consignment r where array[${sql.join([
    ...['previous_mrn', 'lrn', 'ucr'].map((column) => compacted(`r.${column}`)),
    ...['transport_document_reference', 'conveyance_reference', 'border_means_id'].map((each) =>
      compacted(`r.${each}`),
    ),
  ])}] @> array[${soughtCompact}::text]
  union all
  select h.consignment_id from cargo.house_consignment h
  where array[${compacted('h.ucr')}, ${compacted('h.transport_document_reference')}] @> array[${soughtCompact}::text])`);

/** Goods whose code begins with the sought one. Why `~`: it sorts after all digits. */
const byHsCode: HeldBy = {
  guards: ['cargo.goods'],
  listing,
  where: sql`exists (select 1 from cargo.goods_item g where g.consignment_id = r.id and (
    (g.commodity_code ~>=~ ${sought}::text and g.commodity_code ~<~ (${sought}::text || '~'))
    or (g.hs6 ~>=~ ${sought}::text and g.hs6 ~<~ (${sought}::text || '~'))))`,
};

const byEori: HeldBy = {
  guards: ['cargo.parties'],
  link,
  listing,
  where: (full) => sql`exists (select 1 from cargo.trade_party p
    where p.consignment_id = r.id and p.eori = ${sought} and ${full})`,
};

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'consignments',
    type: 'ConsignmentSearch',
    listing,
    exact: [
      { form: 'MRN', by: byMrn },
      { form: 'MRN', by: byNumber },
      { form: 'CONTAINER', by: byContainer },
      { form: 'IMO', by: byShip },
      { form: 'EORI', by: byEori },
      { form: 'AIR_WAYBILL', by: byNumber },
      { form: 'REGISTRATION_MARK', by: byNumber },
      { form: 'FLIGHT', by: byNumber },
      { form: 'DOCUMENT_NUMBER', by: byNumber },
      { form: 'UNLOCODE', by: byPlace },
      { form: 'HS_CODE', by: byHsCode },
    ],
    words: [
      {
        guards: ['cargo.goods'],
        from: described.child('goodsItems').listing.from,
        vector: sql`to_tsvector('simple', left(x.description, 100000))`,
      },
      {
        guards: ['cargo.parties'],
        link,
        from: parties.from,
        vector: sql`to_tsvector('simple', left(p.name, 100000))`,
      },
    ],
  },
];
