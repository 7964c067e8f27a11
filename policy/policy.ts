import type { AccessDomain } from '../schema/access.js';
import type { Trials } from './trials.js';
import type { AgencyKind, Category, Classification, Effect, Envelope, Purpose, Role, UntoldRule } from './types.js';

/** The log entries that a cell covers: those of the viewer's agency, or also those of the agencies in its mandate. */
export type Scope = 'OWN' | 'MANDATE';

/** What one kind of agency gets of one category on a record of another agency. */
export interface Cell {
  readonly effect: Effect;
  /** The only roles that get `effect`; null: any. Others get `otherwise`. */
  readonly roles: readonly Role[] | null;
  /** The only purposes that get `effect`; null: any that the row allows. */
  readonly purposes: readonly Purpose[] | null;
  readonly otherwise: Effect;
  /** Restricts the cell to records of these originators; null: any. */
  readonly scope: Scope | null;
}

/** A legal act on which a row rests. */
export interface BasisAct {
  readonly act: string;
  /** Where one is known. */
  readonly article?: string | undefined;
  /** What the act says of it. */
  readonly on?: string | undefined;
}

/** Owner, legal basis and approval of a row, an operation, or a right to protected hits or to exports. */
export interface LegalBasis {
  /** Who answers for it: a role mailbox. */
  readonly owner: string;
  readonly basis: readonly BasisAct[];
  readonly note?: string | undefined;
  /** PROPOSAL: nobody approved it. */
  readonly approval: 'PROPOSAL' | { readonly by: string; readonly on: string; readonly reference: string };
}

/** A period, UTC ISO 8601: `from` inclusive, `to` exclusive. */
export interface TimeBox {
  readonly from: string;
  readonly to: string;
}

/** One row of `matrix.yaml`. */
export interface CategoryRow extends LegalBasis {
  readonly category: Category;
  readonly meaning: string;
  /** Outside it the row is NONE for everybody; absent only for `public`. */
  readonly validity?: TimeBox | undefined;
  readonly purposes: readonly Purpose[];
  /** Guards data on persons: victims, witnesses and minors are MASKED at most. */
  readonly personal: boolean;
  /** Special category of data: NONE for everybody. */
  readonly special: boolean;
  /** FULL for everybody, with or without a record. */
  readonly public: boolean;
  /** Belongs to the envelope: holding it does not make a record visible. */
  readonly envelope: boolean;
  /** Holds together what the record's other categories hold separately: shown only where each of those is FULL. */
  readonly whole: boolean;
  /** Whether the originator gets FULL of its own record, whatever the cell. */
  readonly own: boolean;
  /** Whether a third country needs the originator's consent (`releasableTo`) for more than HIT. */
  readonly thirdCountryConsent: boolean;
  /** Category that must also be FULL on the record, except for the originator; null: none. */
  readonly needs: Category | null;
  /** Whether the request must state a case. */
  readonly caseReference: boolean;
  /** Whether the letter to a person who asks what is held of him has such data unless the officer leaves them out. */
  readonly subjectAccess: boolean;
  readonly cells: Readonly<Record<AgencyKind, Cell>>;
}

/** Masks that `matrix.yaml` may name for a domain, `none` last; see mask.ts. */
export const masksOfDomain = {
  NAME: ['initials', 'none'],
  NUMBER: ['lastTwo', 'none'],
  DATE: ['year', 'none'],
  POSITION: ['oneDecimal', 'none'],
} as const satisfies Record<AccessDomain, readonly string[]>;
export type MaskName = (typeof masksOfDomain)[AccessDomain][number];

/** A purpose in `matrix.yaml`: what a request must state with it. */
export interface PurposeRow {
  readonly caseReference: boolean;
  readonly justification: boolean;
  readonly meaning: string;
}

/** A role in `matrix.yaml`. */
export interface RoleRow {
  readonly purposes: readonly Purpose[];
  /** The most that the role gets, for every category of the matrix. */
  readonly caps: Readonly<Record<Category, Effect>>;
}

/** What the persons at the end of links are to the case, where the delivery does not say. */
export interface LinkSubjects {
  /** Category of data subject by the link's role. */
  readonly roles: Readonly<Record<string, string>>;
  /** Sources that are public by their own terms: persons on them are OTHER. */
  readonly publicLists: readonly string[];
  /** How persons are treated whose category nobody states, by the link's type; PROTECTED for a type not listed. */
  readonly untold: Readonly<Record<string, { readonly are: UntoldRule; readonly reason: string }>>;
}

/** A kind of agency that gets hits on protected records of which it sees nothing, and what it must state for that. */
export interface ProtectedHits extends LegalBasis {
  readonly kind: AgencyKind;
  readonly by: 'NUMBER';
}

/** A right to take whole answers along as files: each of these roles, of these kinds of agency, for each of these purposes. */
export interface ExportRow extends LegalBasis {
  readonly kinds: readonly AgencyKind[];
  readonly roles: readonly Role[];
  readonly purposes: readonly Purpose[];
}

/** A ground on which something may be left out of the answer to a person. */
export interface SubjectGround {
  /** Upper case with underscores, one in its regime. */
  readonly code: string;
  /** With its act where that is not the regime. */
  readonly article: string;
  readonly words: string;
}

/** The law under which an agency answers a person who asks what is held of him in some groups of categories. */
export interface SubjectRegime {
  /** Groups of categories, by the part of their names before the dot; no group is in two regimes. */
  readonly groups: readonly string[];
  /** The act, with its number. */
  readonly regime: string;
  /** Days from the request to the end of the time to answer. */
  readonly answerWithinDays: number;
  readonly grounds: readonly SubjectGround[];
  /** With whom the person may lodge a complaint. */
  readonly authority: { readonly name: string; readonly contact: string };
  /** PROPOSAL: no lawyer of the agency approved the regime and its words. */
  readonly approval: LegalBasis['approval'];
}

/** One agency of `agencies.yaml`. */
export interface Agency {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  /** ISO 3166-1 alpha-2, `EU` for Union bodies. */
  readonly country: string;
  /** Role mailbox: the contact point that a HIT names. */
  readonly contact: string;
  /** Sources whose records it may enter, `mapped` for every `mapped-NAME`: see mayOriginate.ts. */
  readonly originates: readonly string[];
  readonly roles: readonly Role[];
  readonly purposes: readonly Purpose[];
  readonly clearance: Classification;
  /** `pattern` is a regular expression that matches the whole reference. */
  readonly caseReference: { readonly pattern: string; readonly example: string };
  /** `iss` of the token issuers that may name this agency. */
  readonly issuers: readonly string[];
  /** SHA-256 fingerprints of client certificates, lower-case hex. */
  readonly clientCertificates: readonly string[];
  /** `client_id` of the programs that are counted and logged by name; all others are `otherClient`. */
  readonly clients: readonly string[];
  /** Agencies whose log entries it oversees. */
  readonly mandate: readonly string[];
  /** Whether it also oversees the log entries that name no agency. */
  readonly overseesNobody: boolean;
  /** Under which law it answers persons who ask what is held of them; empty: it answers none here. */
  readonly subjectRequests: readonly SubjectRegime[];
}

/** Stands for every client that its agency has not registered. */
export const otherClient = 'other';

/** One joint operation of `operations.yaml`: the rights that it grants, not its record. */
export interface OperationGrant extends LegalBasis, TimeBox {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly Category[];
  readonly effect: Effect;
}

/** Foreign sources: `coordinates.yaml`. */
export interface ForeignSources {
  /** The one envelope of all records of a source, by the source's name in the supergraph. */
  readonly envelopes: Readonly<Record<string, Envelope>>;
  /** Category of each labelled coordinate; a type's is that of its members without a label. */
  readonly labels: Readonly<Record<string, Category>>;
}

/** The whole policy, checked and deeply frozen. Records have no prototype, so any string is a safe key. */
export interface Policy {
  /** SHA-256 hex of the canonical content of the files. */
  readonly version: string;
  readonly categories: Readonly<Record<Category, CategoryRow>>;
  /** What MASKED shows of a value, by its domain: the same of one datum in every field. */
  readonly masks: Readonly<Record<AccessDomain, MaskName>>;
  readonly purposes: Readonly<Record<Purpose, PurposeRow>>;
  readonly roles: Readonly<Record<Role, RoleRow>>;
  readonly linkSubjects: LinkSubjects;
  readonly trials: Trials & LegalBasis;
  /** Who gets hits on protected records; otherwise only agencies that the record's own `hitTo` names. */
  readonly protectedHits: readonly ProtectedHits[];
  /** Who may take answers along; nobody else may. */
  readonly exports: readonly ExportRow[];
  readonly agencies: Readonly<Record<string, Agency>>;
  /** What the records of each source may hold: groups of categories, by the part of their names before the dot. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  readonly operations: readonly OperationGrant[];
  /** Absent where the policy names no foreign source. */
  readonly foreign?: ForeignSources | undefined;
}
