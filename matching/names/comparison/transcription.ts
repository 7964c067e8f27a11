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
  const [one, other] = [consonantClasses(a.consonants), consonantClasses(b.consonants)];
  const shorter = Math.min(one.length, other.length);
  if (one === other) return shorter < fewest ? undefined : heard;
  return shorter >= fewestWithOther && editCost(one, other, oneLetter) <= oneLetter ? nearlyHeard : undefined;
}

const classes: Readonly<Record<string, string>> = {
  p: 'b',
  f: 'b',
  v: 'b',
  t: 'd',
  k: 'g',
  r: 'l',
  z: 's',
  c: 's',
  h: '',
};

function consonantClasses(consonants: string): string {
  let classed = '';
  for (const letter of consonants.replace(/ng/g, 'n').replace(/n(?=[mbpfv])/g, '')) {
    const heardAs = classes[letter] ?? letter;
    if (!classed.endsWith(heardAs) || heardAs === '') classed += heardAs;
  }
  return classed;
}
