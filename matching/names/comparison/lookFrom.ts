import type { AnalysedName } from '../analysedName.js';
import { tells } from './align.js';
import { cutOff } from './scoreAlignment.js';

/** From which score on a person looks where one word is asked for: no longer name agrees with it in full. */
const ofOneWord = 0.45;

/** From which score on a person looks at what is found of a question with these names: the cut-off, less of a single word. */
export function lookFrom(asked: readonly AnalysedName[]): number {
  const isOneWord = asked.every(({ tokens }) => {
    const [only, ...more] = tokens.filter(tells);
    return only !== undefined && more.length === 0 && only.syllabic === undefined;
  });
  return isOneWord && asked.length > 0 ? ofOneWord : cutOff;
}
