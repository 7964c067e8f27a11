// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer } from './base.js';

/** Rank of a name: NAME is the listed one. FollowTheMoney: name, alias, weakAlias, previousName. */
export type NameKind = 'NAME' | 'ALIAS' | 'WEAK_ALIAS' | 'PREVIOUS';

export interface StatedName {
  readonly name: string;
  readonly kind: NameKind;
}

export type IdentificationType =
  | 'PASSPORT'
  | 'NATIONAL_ID'
  | 'DRIVING_LICENCE'
  | 'TAX_NUMBER'
  | 'SOCIAL_SECURITY_NUMBER'
  | 'RESIDENCE_PERMIT'
  | 'SEAFARER_ID'
  | 'OTHER';

export interface StatedIdentification {
  readonly type: IdentificationType;
  readonly number: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** PartialDate. */
  readonly issuedAt?: string | null;
  /** PartialDate. */
  readonly expiresAt?: string | null;
}

export interface StatedAddress {
  readonly full: string | null;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postalCode?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** A listing on a public sanctions list, one a programme. Dates are PartialDates. */
export interface StatedSanction {
  readonly authority: string;
  readonly programme: string;
  readonly authorityId?: string | null;
  readonly listingDate?: string | null;
  readonly endDate?: string | null;
  readonly reason?: string | null;
  readonly provisions?: string | null;
  readonly sourceUrl?: string | null;
}

/** CIS suggested action (Decision 2009/917/JHA, Article 5). */
export interface StatedAlert {
  readonly suggestedAction:
    | 'SIGHTING_AND_REPORTING'
    | 'DISCREET_SURVEILLANCE'
    | 'SPECIFIC_CHECK'
    | 'STRATEGIC_OR_OPERATIONAL_ANALYSIS';
  readonly kind?: string | null;
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
}

export interface PersonRecord extends RecordBase {
  readonly kind: 'person';
  /** The listed name first. */
  readonly names: readonly StatedName[];
  readonly firstName?: string | null;
  readonly middleName?: string | null;
  readonly lastName?: string | null;
  readonly fatherName?: string | null;
  readonly title?: string | null;
  /** PartialDates, the most likely first. */
  readonly birthDates?: readonly string[];
  readonly birthPlace?: string | null;
  readonly birthCountry?: string | null;
  readonly deathDate?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly nationalities?: readonly string[];
  readonly gender?: 'male' | 'female' | 'other' | null;
  readonly eori?: string | null;
  readonly identifications?: readonly StatedIdentification[];
  readonly addresses?: readonly StatedAddress[];
  readonly physical?: {
    readonly heightCm?: number | null;
    readonly weightKg?: number | null;
    readonly eyeColor?: string | null;
    readonly hairColor?: string | null;
    readonly appearance?: string | null;
    readonly warningCodes?: readonly ('ARMED' | 'VIOLENT' | 'ESCAPING')[];
  };
  readonly alerts?: readonly StatedAlert[];
  readonly reason?: string | null;
  readonly notes?: string | null;
  readonly topics?: readonly string[];
  readonly sanctions?: readonly StatedSanction[];
  readonly special?: { readonly religion?: string; readonly ethnicity?: string; readonly political?: string };
  readonly relations?: readonly StatedRelation[];
  readonly interests?: readonly StatedInterest[];
}

/** A link to another person, asserted by the source of this record. */
export interface StatedRelation {
  readonly kind: 'FAMILY' | 'ASSOCIATE' | 'UNKNOWN_LINK';
  readonly relationship?: string | null;
  readonly statedName: string;
  readonly person: RecordPointer | null;
}

/** An interest that this record's subject holds in an organization or a ship. */
export interface StatedInterest {
  readonly kind: 'OWNERSHIP' | 'DIRECTORSHIP';
  readonly role?: string | null;
  /** 0 to 100. */
  readonly percentage?: number | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly organization?: RecordPointer | null;
  readonly vesselRecord?: RecordPointer | null;
}

export interface OrganizationRecord extends RecordBase {
  readonly kind: 'organization';
  readonly names: readonly StatedName[];
  readonly jurisdiction?: string | null;
  readonly legalForm?: string | null;
  readonly incorporationDate?: string | null;
  readonly dissolutionDate?: string | null;
  readonly registrationNumber?: string | null;
  readonly eori?: string | null;
  readonly vatCode?: string | null;
  readonly leiCode?: string | null;
  readonly taxNumber?: string | null;
  readonly addresses?: readonly StatedAddress[];
  readonly reason?: string | null;
  readonly notes?: string | null;
  readonly topics?: readonly string[];
  readonly sanctions?: readonly StatedSanction[];
  readonly interests?: readonly StatedInterest[];
}

/** A ship as one source describes it. */
export interface VesselSourceRecord extends RecordBase {
  readonly kind: 'vesselRecord';
  readonly names: readonly StatedName[];
  /** Seven digits, check digit valid. */
  readonly imo?: string | null;
  readonly flag?: string | null;
  readonly pastFlags?: readonly string[];
  readonly type?: string | null;
  /** Deadweight, tonnes. */
  readonly tonnage?: number | null;
  readonly grossRegisteredTonnage?: number | null;
  readonly buildDate?: string | null;
  readonly registrationPort?: string | null;
  readonly callSign?: string | null;
  readonly mmsi?: string | null;
  readonly owner?: string | null;
  readonly operator?: string | null;
  readonly notes?: string | null;
  readonly sanctions?: readonly StatedSanction[];
}
