import { soundClasses } from '../../scripts/soundClasses.js';
import type { NameToken } from '../analysedName.js';
import type { Likeness } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';

const heard: Likeness = { how: 'reading', loss: 0.12 };
const nearlyHeard: Likeness = { how: 'reading', loss: 0.25 };
/** Consonants by which a foreign word is known again where all agree, and where one may differ. */
const fewest = 2;
const fewestWithOther = 4;

/**
 * How a foreign word is known again in Chinese, which has few sounds and writes a syllable for each consonant: by its
 * consonants, those that Chinese does not tell apart as one (l and r, b, p and f, s and z).
 */
export function likeTranscription(a: NameToken, b: NameToken): Likeness | undefined {
  if (a.transcribed === b.transcribed) return undefined;
  const [one, other] = [soundClasses(a.consonants), soundClasses(b.consonants)];
  const shorter = Math.min(one.length, other.length);
  if (one === other) return shorter < fewest ? undefined : heard;
  return shorter >= fewestWithOther && editCost(one, other, oneLetter) <= oneLetter ? nearlyHeard : undefined;
}
