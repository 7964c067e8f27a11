import { parseMrn } from '../../schema/identifiers/mrn.js';
import { consignment } from '../../schema/records/consignment.js';
import { doubts } from '../../schema/records/parts/consignmentQuality.js';
import { sql } from '../../storage/kysely.js';
import { describe, type RecordListing, type RecordNode } from '../kit/described/describe.js';
import { type LookUpBy, lookUp, sought } from '../kit/described/lookUps.js';
import { member, type OwnMember } from '../kit/described/own.js';
import type { Column } from '../kit/listing.js';
import type { SourceSession } from '../kit/sourceSession.js';

/** Keys that load the parties of a house consignment: its own and its consignment's. */
export interface HouseKey {
  readonly houseId: string;
  readonly consignmentId: string;
}

/** Consignments by their description: the listing and the children. */
export const described = describe(consignment, {
  members: { qualityFlags: flagsOf(doubts.movement), goodsQualityFlags: flagsOf(doubts.goods) },
  children: {
    parties: { alias: 'p' },
    goodsItems: {
      members: {
        houseConsignmentSequence: member(
          { house_sequence: sql<number | null>`h.sequence` },
          ({ house_sequence }) => house_sequence,
        ),
      },
    },
    houseConsignments: { keyOf: (row): HouseKey => ({ houseId: String(row.child_id), consignmentId: row.id }) },
    // Why without an id: the log names the container.
    transportEquipment: { named: false },
  },
});

/** Consignments: `cargo.consignment`. */
export const consignmentListing: RecordListing = {
  ...described.listing,
  field: 'Query.consignments',
  filters: {
    ...described.listing.filters,
    partyName: {
      ...(described.listing.filters.partyName as Column),
      sql: sql`lower(p.name)`,
      normalise: (text: string) => text.toLowerCase(),
    },
  },
  defaultSort: { field: 'ESTIMATED_ARRIVAL', direction: 'DESC' },
};

/** Looks a consignment up by its MRN. */
export const byMrn: LookUpBy = {
  argument: 'Query.consignment(mrn:)',
  of: 'mrn',
  listing: consignmentListing,
  where: sql<boolean>`r.mrn = ${sought}`,
};

/** The consignment under an MRN, in full or as a hit; null where this viewer may know of none, or the text is no MRN. */
export function findConsignmentByMrn(session: SourceSession, stated: string): Promise<RecordNode | null> | null {
  const mrn = parseMrn(stated);
  return mrn === null ? null : lookUp(session, { ...byMrn, value: mrn });
}

/** Those of a consignment's flags that tell of one kind of data; null where there are none. */
function flagsOf(ofKind: readonly string[]): OwnMember {
  return member({ quality_flags: sql<readonly string[]>`r.quality_flags` }, ({ quality_flags: flags }) => {
    const shown = ofKind.filter((flag) => flags.includes(flag));
    return shown.length > 0 ? shown : null;
  });
}
