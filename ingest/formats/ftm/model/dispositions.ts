import { type FtmLink, ftmLinks } from '../../../../schema/formats/ftm/links.js';
import { type FtmSchema, ftmSchemata } from '../../../../schema/formats/ftm/schemata.js';

/** What becomes of an entity of a schema. */
export type FtmDisposition =
  /** A record of its own. */
  | { readonly to: 'person' | 'organization' | 'vesselRecord' | 'aircraftRecord' }
  /** A record of its own that links the entities named by the two properties. */
  | FtmLink
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

  ...ftmLinks,

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
} as const satisfies Partial<Record<FtmSchema, FtmDisposition>>;

/** The disposition of every schema; things of a kind that no source keeps, and abstract schemata, are not kept. */
export const ftmDispositions: ReadonlyMap<FtmSchema, FtmDisposition> = new Map(
  ftmSchemata.map((schema) => [
    schema,
    (kept as Partial<Record<FtmSchema, FtmDisposition>>)[schema] ?? { to: 'notKept' },
  ]),
);

/** What becomes of an entity of this schema. */
export function dispositionOf(schema: FtmSchema): FtmDisposition {
  return ftmDispositions.get(schema) ?? { to: 'notKept' };
}
