import { shortVowels } from '../../scripts/han/romaji.js';
import { scriptOf } from '../../scripts/scriptOf.js';
import type { NamedKind, NameToken } from '../analysedName.js';
import { isNumberSlip } from '../analysis/numbers.js';
import { letterBits, lettersApart } from '../letters.js';
import { likeAbbreviation, likeTranslation } from './abbreviation.js';
import { type Likeness, shares } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';
import { areOfFrenchGenders } from './otherName/genders.js';
import { areOtherJapanese } from './otherName/languages.js';
import { areOtherIndic, areReadOtherwise } from './otherName/otherLetters.js';
import { haveOtherMarks } from './otherName/otherMarks.js';
import { areOtherKorean, areOtherPinyin, areTwoSyllables, areVietnamese } from './otherName/otherSyllables.js';
import { areSpeltOtherwise, areTwoBearers, areTwoNames } from './otherName/twoNames.js';
import { likeTranscription } from './transcription.js';
import { isThai, likeAbjads, likeThai, withVowels } from './unvowelled.js';

const same: Likeness = { how: 'same', loss: 0 };
const spelling: Likeness = { how: 'spelling', loss: 0.03 };
const reading: Likeness = { how: 'reading', loss: 0.05 };
const meaning: Likeness = { how: 'meaning', loss: 0.05 };
const otherForm: Likeness = { how: 'form', loss: 0.1 };
const petName: Likeness = { how: 'nickname', loss: 0.2 };
/** The loss between two names that are a letter apart: a slip of the pen seldom makes another name, who writes other letters never. */
const otherName = 0.34;
const otherNameInLetters = 0.42;
const initial: Likeness = { how: 'initial', loss: 0.15 };
const numberSlip: Likeness = { how: 'number', loss: 0.2 };

const halfLetter = 5;

/** How two words of names of this kind agree; undefined where they differ. */
export function likeness(a: NameToken, b: NameToken, kind: NamedKind): Likeness | undefined {
  if (a.written === b.written) return same;
  if (a.syllabic && b.syllabic && a.syllabic[0] === b.syllabic[0]) return likeSigns(a, b);
  if (a.role === 'initial' || b.role === 'initial') return initialLikeness(a, b);
  // A name is no title that is spelt wrongly: Saad is not Sayed.
  if (kind === 'person' && (a.role === 'title') !== (b.role === 'title')) return equalSound(a, b);
  if (kind === 'person' && (a.cut || b.cut)) {
    const shortened = likeAbbreviation(a, b);
    if (shortened) return shortened;
  }
  if (a.value !== undefined && b.value !== undefined) {
    if (a.value === b.value) return a.sounds[0] === b.sounds[0] ? same : meaning;
    if (a.role === 'generic' && b.role === 'generic')
      return equalSound(a, b) ?? likeAbbreviation(a, b) ?? likeTranslation(a, b);
    // Not for vessels: sister ships share a name and differ in the number.
    if (kind !== 'organization' || !isWrittenInSigns(a) || !isWrittenInSigns(b)) return undefined;
    return isNumberSlip(a.value, b.value) ? numberSlip : undefined;
  }
  const equal = likeAbjads(a, b) ?? equalSound(a, b) ?? (kind === 'person' ? undefined : likeAbbreviation(a, b));
  if (equal && (areOtherWords(a, b, kind) || haveOtherMarks(a, b) || areOtherKorean(a, b) || areOtherJapanese(a, b)))
    return otherWord(equal, a, b);
  if (equal || a.acronym || b.acronym || a.role === 'number' || b.role === 'number') return equal;
  if (shareForms(a, b) && (kind === 'person' || areOfTwoScripts(a, b)) && !areOtherWords(a, b, kind))
    return a.consonants === b.consonants ? spelling : otherForm;
  const like = inServants(nearlyAlike(a, b), a, b);
  if (like?.how === 'typo' && kind === 'person' && areVietnamese(a, b)) return undefined;
  if (like?.how === 'typo' && kind === 'vessel' && areTwoSyllables(a, b)) return undefined;
  if (like?.how === 'typo' && kind === 'vessel' && !beginAlike(a, b))
    return { how: 'typo', loss: like.loss * otherFirstLetter };
  const areTwo =
    like &&
    (kind === 'person'
      ? areOtherWords(a, b, kind) || areTwoNames(a, b, like)
      : areReadOtherwise(a, b, like) || (kind === 'vessel' && areTwoBearers(a, b)));
  return like && areTwo ? otherWord(like, a, b) : like;
}

// A patronymic is no form of the father's name.
function shareForms(a: NameToken, b: NameToken): boolean {
  return shares(a.forms, b.forms) && (a.role === 'patronymic') === (b.role === 'patronymic');
}

const servant = /^abd[aeou]l(?=.{3})/;

// Of Abdul Haq and Abdul Hadi the second half is compared: the first is in too many names.
function inServants(like: Likeness | undefined, a: NameToken, b: NameToken): Likeness | undefined {
  const [one = '', other = ''] = [a.readings[0], b.readings[0]];
  if (like?.how !== 'typo' || !servant.test(one) || !servant.test(other)) return like;
  const length = Math.max(one.length, other.length);
  return { how: 'typo', loss: (like.loss * length) / (length - 'abdul'.length) };
}

// By the signs of one and the letters of the other: costly, so only of words that are alike.
function areOtherWords(a: NameToken, b: NameToken, kind: NamedKind): boolean {
  if (kind === 'organization') return false;
  if (areOtherPinyin(a, b)) return true;
  return kind === 'person' && (areSpeltOtherwise(a, b) || areOtherIndic(a, b) || areOfFrenchGenders(a, b));
}

// In signs of one script.
function likeSigns(a: NameToken, b: NameToken): Likeness | undefined {
  const [script, signs] = a.syllabic ?? [];
  if (signs === b.syllabic?.[1]) return same;
  if (shares(a.foreign, b.foreign)) return spelling;
  if (a.foreign && b.foreign && shares(a.petNames ?? a.forms, b.petNames ?? b.forms)) return petName;
  if (script === 'Hang' && a.transcribed && b.transcribed) return likeTranscription(a, b);
  if (script !== 'Kana') return undefined;
  return shortVowels(a.readings[0] ?? '') === shortVowels(b.readings[0] ?? '') ? spelling : undefined;
}

// Golden and Gold are two names, but one in Arabic.
function areOfTwoScripts(a: NameToken, b: NameToken): boolean {
  return scriptOf(a.written) !== scriptOf(b.written);
}

function otherWord({ how, loss }: Likeness, a: NameToken, b: NameToken): Likeness {
  const least = areOfTwoScripts(a, b) ? otherNameInLetters : otherName;
  return { how, loss: Math.max(loss, least / Math.min(1, a.weight, b.weight)) };
}

// Who mistypes seldom mistypes the first letter, and a ship is named with words of a language (Jaya, Raya).
const otherFirstLetter = 1.6;

function beginAlike(a: NameToken, b: NameToken): boolean {
  return a.sounds.some((one) => b.sounds.some((other) => one[0] === other[0]));
}

function nearlyAlike(a: NameToken, b: NameToken): Likeness | undefined {
  if (a.abjad !== undefined && b.abjad !== undefined) return ofAbjads(a, b, a.abjad, b.abjad);
  if (a.syllabic || b.syllabic) return likeTranscription(a, b);
  if (a.korean && b.korean) return undefined;
  if (isThai(a) !== isThai(b)) return likeThai(a, b);
  const spelt = (a.abjad === b.abjad ? undefined : likeConsonants(a, b)) ?? likeSounds(a, b) ?? likeLetters(a, b);
  const like = spelt && withVowels(spelt, a, b);
  if (like && like.loss < petName.loss) return like;
  return shares(a.petNames, b.petNames) ? petName : like;
}

// Arabic beside Hebrew has the same consonants, or is another name.
function ofAbjads(a: NameToken, b: NameToken, one: string, other: string): Likeness | undefined {
  if (!areOfTwoScripts(a, b)) return typo([one], [other]);
  const like = likeConsonants(a, b);
  return like?.how === 'reading' ? like : undefined;
}

// First and Second are different words: nobody writes one for the other.
function isWrittenInSigns({ role, readings: [first = ''] }: NameToken): boolean {
  return role === 'number' && /^(\d+|[ivx]+)$/.test(first);
}

function initialLikeness(a: NameToken, b: NameToken): Likeness | undefined {
  if (a.role === b.role) return a.readings.some((each) => b.readings.includes(each)) ? same : undefined;
  const [letter, word] = a.role === 'initial' ? [a, b] : [b, a];
  return word.readings.some((each) => letter.readings.some((start) => each.startsWith(start))) ? initial : undefined;
}

function equalSound(a: NameToken, b: NameToken): Likeness | undefined {
  for (const one of a.sounds)
    for (const other of b.sounds) if (one === other) return a.readings[0] === b.readings[0] ? same : spelling;
  return undefined;
}

// Where one side has no vowels, the other's are ignored.
function likeConsonants(a: NameToken, b: NameToken): Likeness | undefined {
  let best = likeSkeletons(a.consonants, b.consonants);
  for (const one of a.otherConsonants ?? []) best = better(best, likeSkeletons(one, b.consonants));
  for (const other of b.otherConsonants ?? []) best = better(best, likeSkeletons(a.consonants, other));
  return best;
}

function better(one: Likeness | undefined, other: Likeness | undefined): Likeness | undefined {
  return one && (!other || one.loss <= other.loss) ? one : other;
}

function likeSkeletons(one: string, other: string): Likeness | undefined {
  if (one === other || hasSameLetters(one, other)) return one.length > 1 ? reading : undefined;
  const length = Math.max(one.length, other.length);
  if (length < 3) return undefined;
  const limit = length < 4 ? halfLetter : oneLetter;
  const cost = editCost(one, other, limit);
  return cost > limit ? undefined : { how: 'typo', loss: 0.05 + cost / oneLetter / (length + 2) };
}

/** Sounds for which abjads have one letter: v and f, p and b, and ch, which the French pronounce as sh. */
const oneLetterFor: Readonly<Record<string, string>> = { v: 'f', p: 'b', c: 's' };

function hasSameLetters(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [one[at] as string, other[at] as string];
    if (a !== b && (oneLetterFor[a] ?? a) !== (oneLetterFor[b] ?? b)) return false;
  }
  return true;
}

/** Tenths of a letter that may differ in a word of this length. */
function editBudget(length: number): number {
  if (length < 3) return 5;
  if (length < 8) return 11;
  return length < 11 ? 16 : 21;
}

/** Letters that only one of two words within the budget may have: a letter for another counts twice. */
function lettersWithin(limit: number): number {
  if (limit < 12) return 4;
  return limit < 17 ? 6 : 8;
}

// Letters by which one of two words within the budget may be longer: a letter costs four tenths at least.
function longerWithin(limit: number): number {
  if (limit < 8) return 1;
  return limit < 12 ? 2 : 3;
}

const alternativeLetters = 4;

function likeSounds(a: NameToken, b: NameToken): Likeness | undefined {
  const [one = '', other = ''] = [a.sounds[0], b.sounds[0]];
  if (a.abjad === undefined && b.abjad === undefined) {
    // An alternative spelling replaces a letter or two.
    const more = (a.sounds.length > 1 ? alternativeLetters : 0) + (b.sounds.length > 1 ? alternativeLetters : 0);
    const limit = lettersWithin(editBudget(Math.max(one.length, other.length) + more / 2)) + more;
    if (lettersApart(a.letters[1], b.letters[1]) > limit) return undefined;
  }
  return typo(a.sounds, b.sounds);
}

const lettersOfOneMistake = 2;

// Letters as well as sounds: a missing letter may change the sound of those around it.
function likeLetters(
  { readings: [one = ''], letters: [a] }: NameToken,
  { readings: [other = ''], letters: [b] }: NameToken,
): Likeness | undefined {
  if (lettersApart(a, b) > lettersOfOneMistake) return undefined;
  return typo([one], [other]);
}

function typo(a: readonly string[], b: readonly string[], most = Number.POSITIVE_INFINITY): Likeness | undefined {
  let best: Likeness | undefined;
  for (const one of a)
    for (const other of b) {
      const length = Math.max(one.length, other.length);
      const limit = Math.min(most, editBudget(length));
      if (2 * length - one.length - other.length > longerWithin(limit)) continue;
      if (a.length + b.length > 2 && lettersApart(letterBits(one), letterBits(other)) > lettersWithin(limit)) continue;
      const cost = editCost(one, other, limit);
      const loss = cost / oneLetter / length;
      if (cost <= limit && (!best || loss < best.loss)) best = { how: 'typo', loss };
    }
  return best;
}
