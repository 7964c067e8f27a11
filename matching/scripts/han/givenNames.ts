import { japaneseGivenNames } from '../../tables/tables.js';
import { scriptOf } from '../scriptOf.js';

let readings: ReadonlySet<string> | undefined;
/** Letters of a reading that is hardly a word of another language. */
const shortest = 5;

/** Whether a word in Latin letters is, letter by letter, a given name of Japan: Hiroshi is not Hiroki. */
export function isJapaneseGiven({
  written,
  readings: [first = ''],
}: {
  readonly written: string;
  readonly readings: readonly string[];
}): boolean {
  if (first.length < shortest || scriptOf(written) !== 'Latn') return false;
  readings ??= new Set([...japaneseGivenNames().values()].flat());
  return readings.has(first);
}
