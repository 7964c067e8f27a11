// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer, SubjectStatement } from './base.js';

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
  /** What the number is in the source's words or its code for it, e.g. `ogrnCode`, `Diplomatic passport`. */
  readonly scheme?: string | null;
  /** Key of the document in the source, where it is listed there by itself. */
  readonly sourceRef?: string;
}

export interface StatedAddress {
  readonly full: string | null;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postalCode?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Key of the address in the source, where it is listed there by itself. */
  readonly sourceRef?: string;
}

/** An office, post or occupation. Dates are PartialDates. */
export interface StatedPosition {
  /** In the source's words, e.g. `Minister of Examples`. */
  readonly title: string;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  /** In the source's words, e.g. `current`. */
  readonly status?: string | null;
  /** Key of the holding in the source, where it is listed there by itself. */
  readonly sourceRef?: string;
}

/** A listing on a public sanctions list, one a programme. Dates are PartialDates. */
export interface StatedSanction {
  readonly authority: string | null;
  readonly programme: string | null;
  /** Code of the programme, where the source states one beside its name. */
  readonly programmeId?: string | null;
  /** ISO 3166-1 alpha-2 of who lists. */
  readonly country?: string | null;
  /** In the source's words, e.g. `active`. */
  readonly status?: string | null;
  /** From when the measures apply; `listingDate` is when the subject was put on the list. */
  readonly startDate?: string | null;
  readonly summary?: string | null;
  /** Key of the listing in the source, where it is listed there by itself. */
  readonly sourceRef?: string;
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

/** How to reach a subject. */
export interface StatedContact {
  /** As stated; E.164 where the source keeps to it. */
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
  readonly websites?: readonly string[];
}

export interface PersonRecord extends RecordBase, StatedContact {
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
  /** Countries that the source links the person with, in whatever way; ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[];
  readonly positions?: readonly StatedPosition[];
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

export type RelationKind = 'FAMILY' | 'ASSOCIATE' | 'UNKNOWN_LINK' | 'REPRESENTATION' | 'DEBT' | 'PAYMENT';

export type InterestKind =
  | 'OWNERSHIP'
  | 'DIRECTORSHIP'
  | 'MEMBERSHIP'
  | 'EMPLOYMENT'
  | 'SUCCESSION'
  | 'OPERATION'
  | 'PARENT';

/** One end of a link: the record of each kind that it may be, where the one who asserts it does not say which. */
export interface LinkEnd {
  readonly person?: RecordPointer | null;
  readonly organization?: RecordPointer | null;
  readonly vesselRecord?: RecordPointer | null;
  readonly aircraftRecord?: RecordPointer | null;
}

/** A link to another person, organization, ship or aircraft, asserted by the source of this record. */
export interface StatedRelation extends LinkEnd {
  readonly kind: RelationKind;
  readonly relationship?: string | null;
  /** Null where the source names the other by its key alone. */
  readonly statedName: string | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly summary?: string | null;
  /** What the other, where a person, is to the case. */
  readonly subject?: SubjectStatement | null;
}

/** An interest that this record's subject holds in an organization, a ship or an aircraft, or that `holder` holds in it. */
export interface StatedInterest extends LinkEnd {
  readonly kind: InterestKind;
  readonly role?: string | null;
  /** 0 to 100. */
  readonly percentage?: number | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly summary?: string | null;
  /** Who holds the interest, where that is not this record's subject; the subject is then what it is held in. */
  readonly holder?: LinkEnd;
}

/** A relation that its source keeps as a record of its own, under a key of its own; it shows at both ends. */
export interface RelationRecord extends RecordBase {
  readonly kind: 'relation';
  readonly relation: RelationKind;
  readonly relationship?: string | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly summary?: string | null;
  /** Whose relation it is; of a directed one (represents, owes, paid) who does so. At least one. */
  readonly subjects: readonly LinkEnd[];
  /** At least one. */
  readonly objects: readonly LinkEnd[];
}

/** An interest that its source keeps as a record of its own, under a key of its own. */
export interface InterestRecord extends RecordBase {
  readonly kind: 'interest';
  readonly interest: InterestKind;
  readonly role?: string | null;
  /** 0 to 100. */
  readonly percentage?: number | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly summary?: string | null;
  /** At least one. */
  readonly holders: readonly LinkEnd[];
  /** What it is held in. At least one. */
  readonly objects: readonly LinkEnd[];
}

export interface OrganizationRecord extends RecordBase, StatedContact {
  readonly kind: 'organization';
  readonly names: readonly StatedName[];
  readonly jurisdiction?: string | null;
  /** Countries that the source links the organization with, in whatever way; ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[];
  readonly legalForm?: string | null;
  readonly incorporationDate?: string | null;
  readonly dissolutionDate?: string | null;
  readonly registrationNumber?: string | null;
  readonly eori?: string | null;
  readonly vatCode?: string | null;
  readonly leiCode?: string | null;
  readonly taxNumber?: string | null;
  /** Numbers beside those above; documents that were issued to it. */
  readonly identifications?: readonly StatedIdentification[];
  readonly addresses?: readonly StatedAddress[];
  readonly reason?: string | null;
  readonly notes?: string | null;
  readonly topics?: readonly string[];
  readonly sanctions?: readonly StatedSanction[];
  readonly relations?: readonly StatedRelation[];
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
  /** Numbers beside those above. */
  readonly identifications?: readonly StatedIdentification[];
  readonly owner?: string | null;
  readonly operator?: string | null;
  readonly notes?: string | null;
  readonly topics?: readonly string[];
  readonly sanctions?: readonly StatedSanction[];
  /** Interests that others hold in the ship: each states its `holder`. */
  readonly interests?: readonly StatedInterest[];
}

/** An aircraft as one source describes it. */
export interface AircraftSourceRecord extends RecordBase {
  readonly kind: 'aircraftRecord';
  /** Mostly the registration mark, as the source lists the aircraft under it. */
  readonly names: readonly StatedName[];
  /** Nationality and registration mark, in capitals, its hyphen kept; as stated where it does not have the form. */
  readonly registration?: string | null;
  /** Former marks, and others that the source states beside the present one. */
  readonly pastRegistrations?: readonly string[];
  /** Country of registration, ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  /** Manufacturer's serial number; the construction number where the source states no other. */
  readonly serialNumber?: string | null;
  readonly type?: string | null;
  readonly model?: string | null;
  readonly manufacturer?: string | null;
  readonly buildDate?: string | null;
  /** ICAO 24-bit address: six hexadecimal digits in capitals, one that may be assigned. */
  readonly icaoAddress?: string | null;
  /** Numbers beside those above. */
  readonly identifications?: readonly StatedIdentification[];
  readonly owner?: string | null;
  readonly operator?: string | null;
  readonly notes?: string | null;
  readonly topics?: readonly string[];
  readonly sanctions?: readonly StatedSanction[];
  /** Interests that others hold in the aircraft: each states its `holder`. */
  readonly interests?: readonly StatedInterest[];
}
