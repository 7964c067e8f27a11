// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer, SubjectStatement } from './base.js';

export type SeizurePersonRole = 'COURIER' | 'CONSIGNEE' | 'CONSIGNOR' | 'DRIVER' | 'CREW' | 'ORGANISER';

export type SeizedItemCategory =
  | 'DRUGS'
  | 'PRECURSORS'
  | 'TOBACCO'
  | 'ALCOHOL'
  | 'WEAPONS_EXPLOSIVES'
  | 'IPR_COUNTERFEIT'
  | 'CITES'
  | 'CULTURAL_GOODS'
  | 'CURRENCY'
  | 'MEDICINES'
  | 'NUCLEAR_RADIOACTIVE'
  | 'HAZARDOUS_WASTE'
  | 'OTHER_TAX_FRAUD'
  | 'OTHER';

export interface SeizedItemStatement {
  readonly category: SeizedItemCategory;
  /** UNODC drug group, e.g. `COCAINE`. */
  readonly drugGroup?: string | null;
  readonly drug?: string | null;
  readonly quantity?: number | null;
  /** UNECE Recommendation 20. */
  readonly unit?: string | null;
  readonly normalisedKg?: number | null;
  /** In minor units of the currency (ISO 4217). */
  readonly value?: { readonly minorUnits: number; readonly currency: string } | null;
  readonly description?: string | null;
}

/** A seizure as the seizing authority records it. Times are UTC ISO 8601. */
export interface SeizureRecord extends RecordBase {
  readonly kind: 'seizure';
  readonly seizedAt: string | null;
  readonly place?: {
    readonly kind: string;
    readonly unlocode?: string | null;
    readonly name?: string | null;
    readonly country?: string | null;
    readonly latitude?: number | null;
    readonly longitude?: number | null;
  } | null;
  readonly customsOffice?: string | null;
  /** Agency id. */
  readonly seizingAuthority?: string | null;
  readonly legalStatus?: string | null;
  readonly riskChannel?: string | null;
  readonly detectionMethod?: string | null;
  readonly concealment?: string | null;
  readonly route?: {
    readonly originCountry?: string | null;
    readonly departureUnlocode?: string | null;
    readonly transitCountries?: readonly string[];
    readonly destinationCountry?: string | null;
  } | null;
  readonly conveyance?: {
    /** UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air. */
    readonly mode?: number | null;
    readonly registration?: string | null;
    readonly journeyReference?: string | null;
    readonly vesselImo?: string | null;
    readonly vesselName?: string | null;
  } | null;
  readonly items: readonly SeizedItemStatement[];
  readonly persons?: readonly {
    readonly role: SeizurePersonRole;
    readonly statedName: string | null;
    readonly statedBirthDate?: string | null;
    readonly person: RecordPointer | null;
    readonly subject?: SubjectStatement | null;
  }[];
  readonly organizations?: readonly {
    readonly role: SeizurePersonRole;
    readonly statedName: string | null;
    readonly organization: RecordPointer | null;
  }[];
  /** MRNs as stated. */
  readonly consignments?: readonly { readonly statedMrn: string }[];
  /** Container numbers as stated. */
  readonly containers?: readonly string[];
}

/**
 * A statistical record: how much was seized by whom over a period, as an authority reports it. Never a single seizure:
 * it has no place, no persons and no case.
 */
export interface SeizureStatisticRecord extends RecordBase {
  readonly kind: 'seizureStatistic';
  /** Who counted, in the source's words, e.g. a field office or a country's report. */
  readonly reportedBy: string | null;
  /** Component or unit of the reporting authority, where the source has one. */
  readonly component?: string | null;
  /** Part of the world or of the border, in the source's words. */
  readonly region?: string | null;
  /** What within the region is counted, in the source's words, e.g. `Land Only`, a part of a continent. */
  readonly scope?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  /** PartialDate: first and last day, month or year of the period. */
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly category: SeizedItemCategory;
  readonly drugGroup?: string | null;
  readonly drug?: string | null;
  /** Number of seizures counted, where the source has it. */
  readonly events?: number | null;
  readonly quantity?: number | null;
  /** UNECE Recommendation 20, as stated, e.g. `LBR`. */
  readonly unit?: string | null;
  readonly normalisedKg?: number | null;
}
