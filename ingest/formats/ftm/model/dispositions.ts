import type { InterestKind, RelationKind } from '../../../records/persons.js';

/** What becomes of an entity of a schema. */
export type FtmDisposition =
  /** A record of its own. */
  | { readonly to: 'person' | 'organization' | 'vesselRecord' | 'aircraftRecord' }
  /** A record of its own that links the entities named by the two properties. */
  | { readonly to: 'relation'; readonly kind: RelationKind; readonly from: string; readonly object: string }
  | { readonly to: 'interest'; readonly kind: InterestKind; readonly from: string; readonly object: string }
  /** Part of the record that one of the properties names. */
  | { readonly to: 'part'; readonly owners: readonly string[] }
  /** Part of the records that name it by its id: an address, a position. */
  | { readonly to: 'shared' }
  /** Without fields: it stays in the source text of the record that one of the properties names. */
  | { readonly to: 'raw'; readonly owners: readonly string[] }
  /** A thing of a kind that no source keeps; it goes into quarantine. */
  | { readonly to: 'notKept' };

/**
 * The disposition of every schema of the model.
 *
 * Why events, trips, calls and messages are not incidents: they took place, but nothing says that they concern law
 * enforcement. Economic activity stays in the text of its parties: it names them by key alone, and a consignment needs a
 * named party. Of vehicles only ships and aircraft are kept: no source has a shape for road vehicles.
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

  Sanction: { to: 'part', owners: ['entity'] },
  Identification: { to: 'part', owners: ['holder'] },
  Passport: { to: 'part', owners: ['holder'] },
  Occupancy: { to: 'part', owners: ['holder'] },
  Post: { to: 'part', owners: ['holder'] },
  Note: { to: 'part', owners: ['entity'] },
  CryptoWallet: { to: 'part', owners: ['holder'] },
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

/** Things of a kind that no source keeps, and abstract schemata. */
const notKept = [
  ...(['Vehicle', 'Asset', 'BankAccount', 'RealEstate', 'Security', 'Contract', 'License'] as const),
  ...(['CallForTenders', 'Project', 'CourtCase', 'Event', 'Trip', 'Assessment', 'Document', 'Article'] as const),
  ...(['Audio', 'Email', 'Folder', 'HyperText', 'Image', 'Message', 'Package', 'Page', 'Pages'] as const),
  ...(['PlainText', 'Table', 'Video', 'Workbook', 'Analyzable', 'Interest', 'Interval', 'Thing', 'Value'] as const),
];

/** A schema of FollowTheMoney. */
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
