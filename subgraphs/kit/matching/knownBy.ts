import { type AskedWord, triedPairs, wholeName } from '../../../matching/index.js';
import type { RawBuilder } from '../../../storage/kysely.js';
import type { NameTrial, NumberTrial } from '../limits/trial.js';
import { analyseOnce } from './compared.js';
import type { Turns } from './turns.js';

/**
 * By what records of a kind are found of which a viewer may only know that they are there. Whatever it is, it is compared whole
 * and by equality: of data that are compared by likeness, or one by one, the answers would tell.
 */
export interface KnownBy {
  /** A full date of birth, beside a name, both of one category. */
  readonly birthDates?: KnownByKey & {
    /** Holds of the records whose names have two words, under one key (`toldPairKey`), over the alias `r`. */
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

/** What of a question is whole by itself. */
export interface WholeQuestion {
  readonly born: NameAndDate | null;
  readonly number: StatedNumber | null;
}

/** Names in each way to read them, and a full date of birth. */
interface NameAndDate {
  readonly date: string;
  readonly names: readonly (readonly AskedWord[])[];
  readonly trials: readonly NameTrial[];
}

const fullDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What of questions may be answered by a hit: it depends on the question alone. Each of several names must say who is meant by
 * itself, in each way to read it: where one does not, nobody is known by the others.
 */
export async function wholeQuestions(
  questions: readonly KnownQuestion[],
  turns: Turns,
): Promise<readonly WholeQuestion[]> {
  const whole = [];
  for (const { names, birthDate, number } of questions)
    whole.push({ born: isDay(birthDate) ? await nameAndDate(names, birthDate, turns) : null, number });
  return whole;
}

const isDay = (text: string | null | undefined): text is string => typeof text === 'string' && fullDate.test(text);

async function nameAndDate(names: readonly string[], date: string, turns: Turns): Promise<NameAndDate | null> {
  const read: (readonly AskedWord[])[] = [];
  for (const name of names) {
    const readings = wholeName(analyseOnce(name, 'person'));
    if (readings === null) return null;
    read.push(...readings);
    await turns.next();
  }
  const trials = read.flatMap((words): NameTrial[] => {
    const [first, ...others] = triedPairs(words);
    return first ? [{ pairs: [first, ...others], date }] : [];
  });
  return { date, names: read, trials };
}
