import type { AnalysedName, NamedKind } from '../names/analysedName.js';

/** What is compared of a record; what is not known is left out. */
export interface ComparedRecord {
  readonly kind: NamedKind;
  readonly names: readonly string[];
  /** `1961`, `1961-04`, `1961-04-09`, or an interval of two of them, `1960/1963`; several where sources differ. */
  readonly birthDates?: readonly string[];
  readonly birthPlaces?: readonly string[];
  /** Two letters of ISO 3166. */
  readonly nationalities?: readonly string[];
  readonly gender?: string;
  /** Numbers of passports, identity cards and the like. */
  readonly documents?: readonly NumberedThing[];
  /** Numbers that one bearer has and no other: IMO, tax number, LEI. */
  readonly identifiers?: readonly NumberedThing[];
  /** Of a vessel, two letters of ISO 3166: the flag that it has, and those that it had. */
  readonly flag?: string;
  readonly formerFlags?: readonly string[];
  /** Of a vessel, what kind it is, in words. */
  readonly type?: string;
}

/** A number, with what it is a number of. */
export interface NumberedThing {
  readonly kind: string;
  readonly number: string;
}

/** A record as it is compared, read once; plain JSON. */
export interface AnalysedRecord extends Omit<ComparedRecord, 'names' | 'birthPlaces' | 'birthDates'> {
  readonly version: number;
  readonly names: readonly AnalysedName[];
  readonly birthPlaces?: readonly AnalysedName[];
  readonly birthDates?: readonly DateRange[];
}

/** First and last day that a date may be, and whether it was written to the day. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
  readonly toTheDay: boolean;
}

/** What two records may agree or disagree in, beside the name. */
export type Datum = 'birthDate' | 'birthPlace' | 'nationality' | 'gender' | 'document' | 'identifier' | 'flag' | 'type';

/** What one datum says of two records. */
export interface Evidence {
  readonly datum: Datum;
  readonly says: 'agrees' | 'near' | 'disagrees';
  /** By how many doublings the odds change that the two are one: above nothing for, below against. */
  readonly bits: number;
  /** How they agree, where not in full: swapped day and month, one digit, the year alone. */
  readonly how?: string;
}
