/**
 * The vocabulary of access. Pure: imports nothing.
 *
 * Terminology: a *category* labels a datum in the SDL; an *effect* is what a viewer gets of it; an *envelope* is what
 * the originator wrote on the record; a *wall* is a place where `decide` is enforced.
 */

/** What a viewer gets of a datum, in ascending order; the index is the effect's rank. */
export const effects = ['NONE', 'HIT', 'MASKED', 'FULL'] as const;
export type Effect = (typeof effects)[number];

/** Rank of an effect: NONE 0, HIT 1, MASKED 2, FULL 3. Comparisons and SQL use the rank. */
export const rank = { NONE: 0, HIT: 1, MASKED: 2, FULL: 3 } as const satisfies Record<Effect, number>;

/** Kinds of agency that the product knows; `kinds` of a matrix may add others. */
export const agencyKinds = [
  'CUSTOMS_MS',
  'POLICE_MS',
  'BORDER_GUARD_MS',
  'TAX_MS',
  'FIU',
  'OLAF',
  'EUROPOL',
  'FRONTEX',
  'EUROJUST',
  'EPPO',
  'PARTNER_THIRD_COUNTRY',
  'SUPERVISOR',
  'INTERNAL_AUDIT',
] as const;
export type AgencyKind = (typeof agencyKinds)[number] | (string & {});

/** Roles that a token may state. */
export const roles = [
  'FRONT_LINE',
  'TARGETER',
  'INVESTIGATOR',
  'ANALYST',
  'LIAISON_SPOC',
  'CASE_PROSECUTOR',
  'SYSTEM_CLIENT',
  'AUDITOR',
  'DPO',
  'ADMIN',
] as const;
export type Role = (typeof roles)[number];

/** Purposes that a request may state in `Query-Purpose`. */
export const purposes = [
  'CUSTOMS_CONTROL',
  'RISK_ANALYSIS',
  'CRIMINAL_INVESTIGATION',
  'CRIMINAL_PREVENTION',
  'MUTUAL_ASSISTANCE',
  'JOINT_OPERATION',
  'BORDER_CHECK',
  'FINANCIAL_INVESTIGATION',
  'EU_FRAUD_INVESTIGATION',
  'SANCTIONS_ENFORCEMENT',
  'DATA_PROTECTION_AUDIT',
  'DATA_SUBJECT_REQUEST',
] as const;
export type Purpose = (typeof purposes)[number];

/** Levels of classification and clearance in ascending order; the index is the level. */
export const classifications = [
  'PUBLIC',
  'BASIC_PROTECTION_LEVEL',
  'RESTREINT_UE',
  'CONFIDENTIEL_UE',
  'SECRET_UE',
] as const;
export type Classification = (typeof classifications)[number];

/** Key of a row of `policy/matrix.yaml`, e.g. `persons.documents`, `public`, `handling`. */
export type Category = string;

/** Who asks, as the gateway verified it. Every right depends on this and nothing else. */
export interface Viewer {
  /** The token's subject: a pseudonymous staff or client id. */
  readonly subject: string;
  /** Id of the agency in `policy/agencies.yaml`. */
  readonly agency: string;
  readonly kind: AgencyKind;
  /** ISO 3166-1 alpha-2; `EU` for Union bodies. */
  readonly country: string;
  readonly role: Role;
  readonly clearance: Classification;
}

/** What one request states; the same for every decision of the request. */
export interface RequestFacts {
  readonly viewer: Viewer;
  /** Absent where the operation needs none: then only `public` is FULL. */
  readonly purpose?: Purpose | undefined;
  /** Those that the viewer may state, by token, agency and role: told to the viewer, and no decision looks at it. */
  readonly purposes?: readonly Purpose[] | undefined;
  readonly caseReference?: string | undefined;
  /** The one instant of the request, UTC ISO 8601. SQL never asks now(). */
  readonly asOf: string;
}

/** What the originator wrote on the record. Times are UTC ISO 8601. */
export interface Envelope {
  readonly originator: string;
  readonly handlingCodes: readonly string[];
  readonly handlingNote?: string | null;
  /** Agency ids. */
  readonly addressees: readonly string[];
  readonly sourceEvaluation?: string | null;
  readonly informationEvaluation?: number | null;
  readonly classification: Classification;
  /** `agency:ID`, `kind:KIND`, `country:CC`; empty: no limit of the originator beyond the matrix. */
  readonly releasableTo: readonly string[];
  readonly hitTo: readonly string[];
  readonly purposeLimits: readonly string[];
  readonly dataSubjectCategory?: string | null;
  readonly minor: boolean;
  readonly jointOperation?: string | null;
  readonly expiresAt?: string | null;
  readonly source: string;
  readonly sourceRef: string;
  readonly caseReference?: string | null;
}

/**
 * How persons at the end of links are treated whose category nobody states. PROTECTED: as victims; OWN: the originator gets
 * what it gets of its own record, others as PROTECTED; CATEGORY: everybody gets what the category gives on the record.
 */
export const untoldRules = ['PROTECTED', 'OWN', 'CATEGORY'] as const;
export type UntoldRule = (typeof untoldRules)[number];

/** What the person at the end of a link is to the case. */
export interface LinkSubject {
  /** Directive 2016/680, Article 6; null where it is not known. */
  readonly category: string | null;
  readonly minor: boolean;
  /** Where nobody states a category and the policy does not treat the person as PROTECTED: how it does. */
  readonly untold?: Exclude<UntoldRule, 'PROTECTED'>;
}

/** Coarse reason for the client; the precise rule goes to the log entry. */
export const withheldReasons = ['PURPOSE', 'CASE_REFERENCE', 'CATEGORY', 'ORIGINATOR', 'RECORD'] as const;
export type WithheldReason = (typeof withheldReasons)[number];

/** What a viewer gets of a category on a record, and why. */
export interface Decision {
  readonly effect: Effect;
  readonly reason: WithheldReason | null;
  /** The precise rule that set the effect, e.g. `cap.clearance` or `cell.persons.documents.FIU`. */
  readonly rule: string;
}

/** One line of `extensions.withheld`. */
export interface WithheldEntry {
  /** Response path pattern: `consignments.edges.*.node.consignor.name`. */
  readonly path: string;
  readonly category: Category;
  readonly effect: Exclude<Effect, 'FULL'>;
  readonly reason: WithheldReason;
  /** Visible parents; for HIT only those where a value exists. */
  readonly count: number;
  /** The originator's contact point, for HIT. */
  readonly contact?: string;
}

/** A piece of SQL with its values separate: `strings.length === values.length + 1`, like a tagged template's arguments. */
export interface SqlFragment {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}
