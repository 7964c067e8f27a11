import { sql } from 'kysely';
import { sought } from '../kit/described/lookUps.js';
import type { SearchedKind } from '../kit/search/searched.js';
import { byMrn, consignmentListing, described } from './repository.js';

const hasContainer = sql<boolean>`exists (select 1 from cargo.transport_equipment e
  where e.consignment_id = r.id and e.container_id = ${sought})`;
const hasShip = sql<boolean>`r.vessel_imo = ${sought}`;

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'consignments',
    type: 'ConsignmentSearch',
    listing: consignmentListing,
    exact: [
      { form: 'MRN', by: byMrn },
      { form: 'CONTAINER', by: { category: 'cargo.movement', listing: consignmentListing, where: hasContainer } },
      { form: 'IMO', by: { category: 'cargo.movement', listing: consignmentListing, where: hasShip } },
    ],
    words: [
      {
        category: 'cargo.goods',
        from: described.child('goodsItems').listing.from,
        vector: sql`to_tsvector('simple', left(x.description, 100000))`,
      },
    ],
  },
];
