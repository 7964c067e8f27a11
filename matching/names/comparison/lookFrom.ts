import type { AnalysedName } from '../analysedName.js';
import { tells } from './align.js';
import { cutOff } from './scoreAlignment.js';

/** The cut-off of a search for a single word, with which no longer name agrees in full. */
const ofOneWord = 0.45;

/** The score from which on a person looks at what a search for these names finds: the cut-off, lower for a single word. */
export function lookFrom(asked: readonly AnalysedName[]): number {
  const isOneWord = asked.every(({ tokens }) => {
    const [only, ...more] = tokens.filter(tells);
    return only !== undefined && more.length === 0 && only.syllabic === undefined;
  });
  return isOneWord && asked.length > 0 ? ofOneWord : cutOff;
}
