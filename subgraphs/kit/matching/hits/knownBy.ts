import type { RawBuilder } from '../../../../storage/kysely.js';
import type { NumberTrial } from '../../limits/trial.js';

/**
 * By what records of a kind are found of which a viewer may only know that they are there. Whatever it is, it is compared whole
 * and by equality: of data that are compared by likeness, or one by one, the answers would tell.
 */
export interface KnownBy {
  /** A full date of birth, beside a name, both of one category. */
  readonly birthDates?: KnownByKey & {
    /** Holds of the records whose names have two words, under one key (`storedPairKey`), over the alias `r`. */
    readonly named: (key: RawBuilder<string>) => RawBuilder<boolean>;
  };
  /** Numbers that one record bears, by what each is a number of. */
  readonly numbers?: Readonly<Record<string, KnownByKey>>;
}

/** A key that records have. */
export interface KnownByKey {
  readonly category: string;
  /** Holds of the records that have the key, over the alias `r`. */
  readonly has: (key: RawBuilder<string>) => RawBuilder<boolean>;
}

/** A number as a question states it: what it is a number of, and the keys that a record with it has one of. */
export interface StatedNumber {
  readonly of: string;
  readonly keys: readonly string[];
  readonly trial: NumberTrial;
}

/** What of a question may be whole. */
export interface KnownQuestion {
  readonly names: readonly string[];
  readonly birthDate?: string | null | undefined;
  /** With all that makes it one; null where none is stated so. */
  readonly number: StatedNumber | null;
}
