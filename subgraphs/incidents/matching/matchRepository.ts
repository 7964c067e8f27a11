import { sql } from '../../../storage/kysely.js';
import type { CandidateRow } from '../../kit/matching/candidates.js';
import { datum, type KeyedRows } from '../../kit/matching/matchedKind.js';
import { envelope } from '../../kit/wall/envelope.js';
import { incidentListing, lists } from '../repository.js';

/** Vessels in incidents by their stated names, which are part of the summary: it is FULL on every row. */
export const vesselsByName: KeyedRows = {
  listing: {
    type: incidentListing.type,
    from: lists.vessels.listing.from,
    read: (session) => ({ columns: sql`${lists.vessels.select(session).columns}, ${envelope('r')}` }),
  },
  alias: 'x',
  category: 'incidents.summary',
  names: sql`array_remove(array[x.stated_name], null)`,
  data: [
    datum(
      'incidents.summary',
      {
        match_type: sql<string | null>`x.stated_type`,
        match_flag: sql<string | null>`x.stated_flag`,
        match_imo: sql<string | null>`x.imo`,
      },
      () => ({}),
    ),
  ],
};

/** A vessel in an incident that shares keys with an asked one. */
export type VesselRow = CandidateRow & {
  /** Id of the vessel's link to the incident. */
  readonly child_id: string;
  readonly match_type: string | null;
  readonly match_flag: string | null;
  readonly match_imo: string | null;
};
