import { type AskedWord, triedPairs, wholeName } from '../../../../matching/index.js';
import type { NameTrial } from '../../limits/trial.js';
import { analyseOnce } from '../compared.js';
import type { Turns } from '../turns.js';
import type { KnownQuestion, StatedNumber } from './knownBy.js';

/** The data of a question that each identify somebody by themselves. */
export interface WholeQuestion {
  readonly born: NameAndDate | null;
  readonly number: StatedNumber | null;
}

/** Names in each of their readings, and a full date of birth. */
interface NameAndDate {
  readonly date: string;
  readonly names: readonly (readonly AskedWord[])[];
  readonly trials: readonly NameTrial[];
}

const fullDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The data of questions that may find a hit, which depends on the question alone. Each of several names must be specific by
 * itself, in each of its readings: where one is not, the others do not count either.
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
