import type { RawBuilder } from '../../../../storage/kysely.js';
import type { NumberTrial } from '../../limits/trial.js';

/**
 * The data that find records of a kind that a viewer may only know of. All are compared whole and by equality: if data were
 * compared by likeness or one by one, the answers would reveal them.
 */
export interface KnownBy {
  /** A full date of birth, beside a name, both of one category. */
  readonly birthDates?: KnownByKey & {
    /** Holds for the records whose names have two words, under one key (`storedPairKey`), over the alias `r`. */
    readonly named: (key: RawBuilder<string>) => RawBuilder<boolean>;
  };
  /** Numbers that only one record bears, by what each is a number of. */
  readonly numbers?: Readonly<Record<string, KnownByKey>>;
}

/** A key that records have. */
export interface KnownByKey {
  readonly category: string;
  /** Holds for the records that have the key, over the alias `r`. */
  readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
}

/** A number as a question states it: what it is a number of, and the keys of which a record with it has one. */
export interface StatedNumber {
  readonly of: string;
  readonly keys: readonly string[];
  readonly trial: NumberTrial;
}

/** The part of a question that may find a hit. */
export interface KnownQuestion {
  readonly names: readonly string[];
  readonly birthDate?: string | null | undefined;
  /** With all that makes it unique; null where none is stated so. */
  readonly number: StatedNumber | null;
}
