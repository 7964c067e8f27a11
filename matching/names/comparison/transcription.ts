import { soundClasses } from '../../scripts/soundClasses.js';
import { foreignNames } from '../../tables/tables.js';
import type { NameToken } from '../analysedName.js';
import type { Likeness } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';
import { type Heard, hear, heardCost } from './heardCost.js';

const equal: Likeness = { how: 'reading', loss: 0.12 };
const nearlyHeard: Likeness = { how: 'reading', loss: 0.25 };
/** An r that ends a syllable (in the class of l). */
const unheard = /(?<=.)l(?=[^l])/g;
/** Consonants needed to recognise a foreign word by them alone: in Chinese, in syllables, and where one may differ. */
const fewest = 2;
const fewestInSyllables = 3;
const fewestWithOther = 4;

/** Readings of each word that are compared. */
const maxHeard = 6;
const baseLoss = 0.04;
/** The loss of a word of which nothing was heard right. */
const lossOfAll = 0.75;
/** The loss that a long word may have, and a short one, which has many neighbours. */
const mostLost = 0.16;
const mostLostOfShort = 0.085;
const short = 7;

/**
 * Compares a foreign word with its transcription in Chinese, Japanese or Korean, or two transcriptions. They have few sounds and
 * write a syllable for each consonant; they do keep the vowels (`heardCost`). With a word of which only consonants are known, by
 * the `soundClasses` of these.
 */
export function likeTranscription(a: NameToken, b: NameToken): Likeness | undefined {
  if (!a.transcribed && !b.transcribed) return undefined;
  const [signs, word] = a.transcribed ? [a, b] : [b, a];
  if (word.abjad !== undefined) return likeConsonantsHeard(signs, word);
  // Another name that is known has signs of its own: Johnston is not 约翰逊.
  if (signs.foreign && !word.syllabic && isForeignName(word)) return undefined;
  let least = Number.POSITIVE_INFINITY;
  let length = 1;
  for (const one of heardOf(signs))
    for (const other of heardOf(word)) {
      const longer = Math.max(one.length, other.length);
      const most = longer > short ? mostLost : mostLostOfShort;
      const limit = Math.min(least * longer, (most * oneLetter * longer) / lossOfAll);
      const cost = heardCost(one, other, limit);
      if (cost <= limit && cost / longer < least) [least, length] = [cost / longer, Math.min(one.length, other.length)];
    }
  const loss = (least / oneLetter) * lossOfAll;
  return least === Number.POSITIVE_INFINITY || length < 3 ? undefined : { how: 'reading', loss: baseLoss + loss };
}

let foreign: ReadonlySet<string> | undefined;

function isForeignName({ readings: [first = ''] }: NameToken): boolean {
  foreign ??= new Set([...foreignNames().values()].flat());
  return foreign.has(first);
}

// Cached: a word is compared with many.
const known = new WeakMap<NameToken, readonly Heard[]>();

function heardOf(token: NameToken): readonly Heard[] {
  const heard = known.get(token) ?? token.sounds.slice(0, maxHeard).map(hear);
  known.set(token, heard);
  return heard;
}

function likeConsonantsHeard(signs: NameToken, word: NameToken): Likeness | undefined {
  const isHan = signs.syllabic?.[0] === 'Hani';
  const readings = isHan ? [signs.consonants] : signs.sounds.map(withoutVowels);
  let best: Likeness | undefined;
  for (const sound of word.sounds) {
    const other = soundClasses(withoutVowels(sound));
    for (const one of readings.map(soundClasses)) {
      const shorter = Math.min(one.length, other.length);
      if (one === other || one === other.replaceAll(unheard, '')) {
        if (shorter >= (isHan ? fewest : fewestInSyllables)) return equal;
      } else if (shorter >= fewestWithOther && editCost(one, other, oneLetter) <= oneLetter) best = nearlyHeard;
    }
  }
  return best;
}

const withoutVowels = (sound: string): string => sound.replaceAll(/[aiu]/g, '');
