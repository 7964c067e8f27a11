import type { interestKinds, relationKinds } from '../../records/parts/subjectLinks.js';
import type { FtmSchema } from './schemata.js';

/** How a schema links two things: what the link is in our words, and the properties of its ends. */
export type FtmLink =
  | {
      readonly to: 'relation';
      readonly kind: (typeof relationKinds.stored)[number];
      readonly from: string;
      readonly object: string;
    }
  | {
      readonly to: 'interest';
      readonly kind: (typeof interestKinds.stored)[number];
      readonly from: string;
      readonly object: string;
    };

/** The schemata that are relations and interests. */
export const ftmLinks = {
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
} as const satisfies Partial<Record<FtmSchema, FtmLink>>;

/** The schema of a kind of link, with the properties of its ends. */
export interface LinkSchema {
  readonly schema: FtmSchema;
  readonly from: string;
  readonly object: string;
}

/** The schema of each kind of relation and interest that has one. */
export const linkSchemata: ReadonlyMap<string, LinkSchema> = new Map(
  Object.entries(ftmLinks).map(([schema, { kind, from, object }]) => [
    kind,
    { schema: schema as keyof typeof ftmLinks, from, object },
  ]),
);
