import type { InterestKind, RelationKind } from '../../../records/persons.js';

/** What becomes of an entity of a schema. */
export type FtmDisposition =
  /** A record of its own. */
  | { readonly to: 'person' | 'organization' | 'vesselRecord' | 'aircraftRecord' }
  /** A record of its own, between those that the two properties name. */
  | { readonly to: 'relation'; readonly kind: RelationKind; readonly from: string; readonly object: string }
  | { readonly to: 'interest'; readonly kind: InterestKind; readonly from: string; readonly object: string }
  /** Part of the record that one of the properties names: its fields are the record's. */
  | { readonly to: 'folded'; readonly owners: readonly string[] }
  /** Part of records that name it by its id: an address, a position. */
  | { readonly to: 'shared' }
  /** Has no field: it stays in the source text of the record that one of the properties names, if one is kept. */
  | { readonly to: 'raw'; readonly owners: readonly string[] }
  /** A thing of its own of a kind that no source keeps; it goes into quarantine. */
  | { readonly to: 'notKept' };

/**
 * The disposition of every schema of the model.
 *
 * Why events, trips, calls and messages are not incidents: FollowTheMoney states that they took place, not that anybody
 * in law enforcement has to do with them. Economic activity is kept in the text of its parties: it names them by key
 * alone, and a consignment without a name of any party is none. Of vehicles ships and aircraft are kept, which lists name
 * and registers number alike everywhere; for road vehicles no source has a shape.
 */
const kept = {
  Person: { to: 'person' },
  LegalEntity: { to: 'organization' },
  Organization: { to: 'organization' },
  Company: { to: 'organization' },
  PublicBody: { to: 'organization' },
  Vessel: { to: 'vesselRecord' },
  Airplane: { to: 'aircraftRecord' },

  Family: { to: 'relation', kind: 'FAMILY', from: 'person', object: 'relative' },
  Associate: { to: 'relation', kind: 'ASSOCIATE', from: 'person', object: 'associate' },
  UnknownLink: { to: 'relation', kind: 'UNKNOWN_LINK', from: 'subject', object: 'object' },
  Representation: { to: 'relation', kind: 'REPRESENTATION', from: 'agent', object: 'client' },
  Debt: { to: 'relation', kind: 'DEBT', from: 'debtor', object: 'creditor' },
  Payment: { to: 'relation', kind: 'PAYMENT', from: 'payer', object: 'beneficiary' },
  Ownership: { to: 'interest', kind: 'OWNERSHIP', from: 'owner', object: 'asset' },
  Directorship: { to: 'interest', kind: 'DIRECTORSHIP', from: 'director', object: 'organization' },
  Membership: { to: 'interest', kind: 'MEMBERSHIP', from: 'member', object: 'organization' },
  Employment: { to: 'interest', kind: 'EMPLOYMENT', from: 'employee', object: 'employer' },
  Succession: { to: 'interest', kind: 'SUCCESSION', from: 'predecessor', object: 'successor' },

  Sanction: { to: 'folded', owners: ['entity'] },
  Identification: { to: 'folded', owners: ['holder'] },
  Passport: { to: 'folded', owners: ['holder'] },
  Occupancy: { to: 'folded', owners: ['holder'] },
  Post: { to: 'folded', owners: ['holder'] },
  Note: { to: 'folded', owners: ['entity'] },
  CryptoWallet: { to: 'folded', owners: ['holder'] },
  Address: { to: 'shared' },
  Position: { to: 'shared' },

  UserAccount: { to: 'raw', owners: ['owner'] },
  TaxRoll: { to: 'raw', owners: ['taxee'] },
  CourtCaseParty: { to: 'raw', owners: ['party'] },
  ContractAward: { to: 'raw', owners: ['supplier'] },
  ProjectParticipant: { to: 'raw', owners: ['participant'] },
  Documentation: { to: 'raw', owners: ['entity'] },
  Call: { to: 'raw', owners: ['caller', 'receiver'] },
  EconomicActivity: { to: 'raw', owners: ['declarant', 'sender', 'receiver', 'contractHolder'] },
  Similar: { to: 'raw', owners: ['candidate', 'match'] },
  Mention: { to: 'raw', owners: ['resolved'] },
} as const satisfies Record<string, FtmDisposition>;

/** Things of a kind that no source keeps, and schemata that only lend their properties. */
const notKept = [
  ...(['Vehicle', 'Asset', 'BankAccount', 'RealEstate', 'Security', 'Contract', 'License'] as const),
  ...(['CallForTenders', 'Project', 'CourtCase', 'Event', 'Trip', 'Assessment', 'Document', 'Article'] as const),
  ...(['Audio', 'Email', 'Folder', 'HyperText', 'Image', 'Message', 'Package', 'Page', 'Pages'] as const),
  ...(['PlainText', 'Table', 'Video', 'Workbook', 'Analyzable', 'Interest', 'Interval', 'Thing', 'Value'] as const),
];

/** One of FollowTheMoney's schemata: each has a disposition. */
export type FtmSchema = keyof typeof kept | (typeof notKept)[number];

/** The disposition of every schema. */
export const ftmDispositions: ReadonlyMap<FtmSchema, FtmDisposition> = new Map<FtmSchema, FtmDisposition>([
  ...(Object.entries(kept) as [keyof typeof kept, FtmDisposition][]),
  ...notKept.map((schema) => [schema, { to: 'notKept' }] as const),
]);

/** What becomes of an entity of this schema. */
export function dispositionOf(schema: FtmSchema): FtmDisposition {
  return ftmDispositions.get(schema) ?? { to: 'notKept' };
}
