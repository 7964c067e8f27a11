import { soundClasses } from '../../scripts/soundClasses.js';
import type { NameToken } from '../analysedName.js';
import type { Likeness } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';

const heard: Likeness = { how: 'reading', loss: 0.12 };
const nearlyHeard: Likeness = { how: 'reading', loss: 0.25 };
/** An r that ends a syllable (in the class of l). */
const unheard = /(?<=.)l(?=[^l])/g;
/** Consonants needed to recognise a foreign word: in Chinese, in syllables, and where one may differ. */
const fewest = 2;
const fewestInSyllables = 3;
const fewestWithOther = 4;

/**
 * Compares a foreign word with its transcription in Chinese, Japanese or Korean, which have few sounds and write a syllable for
 * each consonant: by the `soundClasses` of its consonants.
 */
export function likeTranscription(a: NameToken, b: NameToken): Likeness | undefined {
  if (a.transcribed === b.transcribed) return undefined;
  const [signs, word] = a.transcribed ? [a, b] : [b, a];
  const isHan = signs.syllabic?.[0] === 'Hani';
  const readings = isHan ? [signs.consonants] : signs.sounds.map(withoutVowels);
  let best: Likeness | undefined;
  for (const sound of word.sounds) {
    const other = soundClasses(withoutVowels(sound));
    for (const one of readings.map(soundClasses)) {
      const shorter = Math.min(one.length, other.length);
      if (one === other || one === other.replaceAll(unheard, '')) {
        if (shorter >= (isHan ? fewest : fewestInSyllables)) return heard;
      } else if (shorter >= fewestWithOther && editCost(one, other, oneLetter) <= oneLetter) best = nearlyHeard;
    }
  }
  return best;
}

const withoutVowels = (sound: string): string => sound.replaceAll(/[aiu]/g, '');
