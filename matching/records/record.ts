import type { AnalysedName, NamedKind } from '../names/analysedName.js';

/** The data of a record that are compared; unknown data are left out. */
export interface ComparedRecord {
  readonly kind: NamedKind;
  readonly names: readonly string[];
  /** The places among the names of those that the source itself calls weak: nicknames, parts, usual names. */
  readonly weakNames?: readonly number[];
  /** `1961`, `1961-04`, `1961-04-09`, or an interval of two of them, `1960/1963`; several where sources differ. */
  readonly birthDates?: readonly string[];
  readonly birthPlaces?: readonly string[];
  /** Two letters of ISO 3166. */
  readonly nationalities?: readonly string[];
  readonly gender?: string;
  /** Each in one line, in whatever order. */
  readonly addresses?: readonly string[];
  /** Numbers of passports, identity cards and the like. */
  readonly documents?: readonly NumberedThing[];
  /** Unique numbers: IMO, tax number, LEI. */
  readonly identifiers?: readonly NumberedThing[];
  /** A vessel's flag and former flags, two letters of ISO 3166. */
  readonly flag?: string;
  readonly formerFlags?: readonly string[];
  /** A vessel's type, in words. */
  readonly type?: string;
}

/** A number, with its kind: what it numbers. */
export interface NumberedThing {
  readonly kind: string;
  readonly number: string;
}

/** A record prepared for comparison; plain JSON. */
export interface AnalysedRecord extends Omit<ComparedRecord, 'names' | 'birthPlaces' | 'birthDates' | 'addresses'> {
  readonly version: number;
  readonly names: readonly AnalysedName[];
  readonly birthPlaces?: readonly AnalysedName[];
  readonly birthDates?: readonly DateRange[];
  /** The words of each address. */
  readonly addresses?: readonly (readonly string[])[];
}

/** The first and last day that a date may mean, and whether it was written to the day. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
  readonly toTheDay: boolean;
}

/** What two records may agree or disagree in, other than the name. */
export type Datum =
  | 'address'
  | 'birthDate'
  | 'birthPlace'
  | 'nationality'
  | 'gender'
  | 'document'
  | 'identifier'
  | 'flag'
  | 'type';

/** A datum that was not compared, and who states it. `both`: what they state tells nothing either way. */
export interface Silence {
  readonly datum: Datum;
  readonly statedBy: 'first' | 'second' | 'neither' | 'both';
}

/** What one datum says of two records. */
export interface Evidence {
  readonly datum: Datum;
  readonly says: 'agrees' | 'near' | 'disagrees';
  /** By how many doublings the odds change that the two have one bearer: positive for, negative against. */
  readonly bits: number;
  /** How they agree where they do not in full: swapped day and month, one digit, the year alone. */
  readonly how?: string;
}
