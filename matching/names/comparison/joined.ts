import type { NamedKind, NameToken } from '../analysedName.js';
import { soundOf } from '../analysis/sound.js';
import { initialsOf, letterBits, lettersAlone, lettersApart } from '../letters.js';
import { type Pair, swapped, type UsedWords } from './alignment.js';
import { likeness } from './likeness.js';
import { areOwnSyllables } from './otherName/otherSyllables.js';

const maxJoined = 4;
/** Words that an acronym stands for, at most. */
const maxShortened = 8;
const joinedLoss = 0.02;
/** Where the consonants of several words in an abjad are those of one in vowels, or the other way about: so are many. */
export const bareLoss = 0.15;
const gapLoss = 0.02;
const acronymLoss = 0.12;
/** The loss allowed between joined words and one word: the more are joined, the more words they resemble by chance. */
const maxLoss = 0.17;
/** The difference in length, and in letters, between joined words and the one word. */
const maxLonger = 2;
const maxOthers = 2;

/** Words of one side that the other writes as one (van der Bilt, Vanderbilt) or as an acronym. */
export function joinedPairs(
  a: readonly NameToken[],
  b: readonly NameToken[],
  used: UsedWords,
  kind: NamedKind,
): Pair[] {
  const found: Pair[] = [];
  joinsOf(a, b, used.a, used.b, kind, found);
  const ofA = found.length;
  joinsOf(b, a, used.b, used.a, kind, found);
  for (let at = ofA; at < found.length; at += 1) found[at] = swapped(found[at] as Pair);
  return found;
}

/** Two words that together are the same two letters for letter, with the gap between them elsewhere (Luckso Nelan, Luckson Elan). */
export function gapsMoved(a: readonly NameToken[], b: readonly NameToken[], found: Pair[]): void {
  for (let atA = 0; atA + 1 < a.length; atA += 1) {
    const [one, two] = [a[atA] as NameToken, a[atA + 1] as NameToken];
    if (one.role !== 'name' && two.role !== 'name') continue;
    const letters = one.letters[0] | two.letters[0];
    for (let atB = 0; atB + 1 < b.length; atB += 1) {
      const [other, next] = [b[atB] as NameToken, b[atB + 1] as NameToken];
      if ((other.letters[0] | next.letters[0]) !== letters || one.readings[0] === other.readings[0]) continue;
      if (`${one.readings[0]}${two.readings[0]}` === `${other.readings[0]}${next.readings[0]}`)
        found.push({ how: 'joined', loss: gapLoss, a: [one, two], b: [other, next], atA, atB });
    }
  }
}

function joinsOf(
  many: readonly NameToken[],
  few: readonly NameToken[],
  usedMany: number,
  usedFew: number,
  kind: NamedKind,
  found: Pair[],
): void {
  for (let atB = 0; atB < few.length; atB += 1) {
    const one = few[atB] as NameToken;
    if ((usedFew & (1 << atB)) !== 0 || one.role === 'number' || isAside(one)) continue;
    for (let atA = 0; atA + 1 < many.length; atA += 1) {
      if ((usedMany & (1 << atA)) !== 0) continue;
      const last = Math.min(many.length, atA + (kind === 'person' ? maxJoined : maxShortened));
      for (let end = atA + 1; end < last && (usedMany & (1 << end)) === 0; end += 1) {
        const like = joinLikeness(many, atA, end + 1, one, kind);
        if (like) found.push({ how: like.how, loss: like.loss, a: many.slice(atA, end + 1), b: [one], atA, atB });
      }
    }
  }
}

/** A word that is compared with no other: joined words would only resemble it by chance. */
const isAside = ({ role }: NameToken): boolean => role === 'glue' || role === 'form';

/** An article is in the other word already, or is not. */
const isArticle = ({ role, written }: NameToken): boolean => role === 'glue' && /^[ae]l$/.test(written);

function joinLikeness(
  many: readonly NameToken[],
  from: number,
  end: number,
  one: NameToken,
  kind: NamedKind,
): Pick<Pair, 'how' | 'loss'> | undefined {
  // Initials of a person are words of their own.
  if (kind !== 'person' && isAcronym(many, from, end, one.written)) return { how: 'acronym', loss: acronymLoss };
  if (end - from > maxJoined || !mayJoin(many, from, end, one)) return undefined;
  if (end - from === 2 && one.abjad !== undefined && isArticle(many[from] as NameToken)) return undefined;
  const like = likeness(joinTokens(many.slice(from, end), one.syllabic !== undefined), one, kind);
  if (!like || like.loss > maxLoss) return undefined;
  const parts = many.slice(from, end);
  // Names that are known, joined: Gholamhossein.
  const isKnown = like.how !== 'typo' && parts.every(({ given, role }) => given || role === 'glue');
  const isBare =
    kind === 'person' &&
    like.how !== 'same' &&
    !isKnown &&
    (one.abjad === undefined) !== (many[from]?.abjad === undefined);
  // Another syllable is another name.
  const isInSyllables = kind === 'person' && parts.every(({ syllabic, transcribed }) => syllabic && !transcribed);
  if ((isBare || isInSyllables) && like.how === 'typo') return undefined;
  if (like.how === 'reading' && areOwnSyllables(parts, one)) return undefined;
  return { how: 'joined', loss: like.loss + (isBare ? bareLoss : joinedLoss) };
}

function isAcronym(many: readonly NameToken[], from: number, end: number, word: string): boolean {
  // Most words begin with another letter, and are not read further.
  if ((many[from] as NameToken).written.charCodeAt(0) !== word.charCodeAt(0))
    return word.length > 2 && end - from >= word.length && isSpokenAcronym(many, from, end, word);
  const letters = lettersAlone(word);
  let at = 0;
  for (let each = from; each < end; each += 1) {
    const token = many[each] as NameToken;
    if (isParticle(token)) continue;
    if (token.written.charCodeAt(0) !== letters.charCodeAt(at)) return false;
    const initials = initialsOf(token);
    if (!letters.startsWith(initials, at)) return false;
    at += initials.length;
  }
  return at > 1 && at === letters.length;
}

/** An acronym has no letter of an article, but has that of a longer word that distinguishes nobody: ASL, Azienda Sanitaria Locale. */
const isParticle = ({ role, written }: NameToken): boolean => role === 'glue' && written.length < longParticle;
const longParticle = 5;

/** NTK of Невская транспортная компания. Two letters would be those of many. */
function isSpokenAcronym(many: readonly NameToken[], from: number, end: number, word: string): boolean {
  let at = 0;
  for (let each = from; each < end; each += 1) {
    const token = many[each] as NameToken;
    if (isParticle(token)) continue;
    const { readings, abjad, syllabic } = token;
    if (abjad !== undefined || syllabic || readings[0]?.charCodeAt(0) !== word.charCodeAt(at)) return false;
    at += 1;
  }
  return at === word.length;
}

function mayJoin(many: readonly NameToken[], from: number, end: number, one: NameToken): boolean {
  let [length, sound, consonants, letters, sounds, isRead] = [0, 0, 0, 0, 0, isReadOtherwise(one)];
  for (let at = from; at < end; at += 1) {
    const token = many[at] as NameToken;
    length += token.readings[0]?.length ?? 0;
    sound += token.sounds[0]?.length ?? 0;
    consonants += token.consonants.length;
    letters |= token.letters[0];
    sounds |= token.letters[1];
    isRead ||= isReadOtherwise(token);
  }
  // Their letters are not compared: another reading, or the consonants alone, may match.
  if (isRead) {
    const isLong = Math.abs(consonants - one.consonants.length) <= maxLonger;
    return isLong || one.sounds.some((each) => Math.abs(each.length - sound) <= maxLonger);
  }
  if (Math.abs(length - (one.readings[0]?.length ?? 0)) > maxLonger) return false;
  if (one.readings.length > 1) return true;
  return lettersApart(letters, one.letters[0]) <= maxOthers || lettersApart(sounds, one.letters[1]) <= maxOthers;
}

function isReadOtherwise({ abjad, syllabic }: NameToken): boolean {
  return abjad !== undefined || syllabic !== undefined;
}

// Made from the parts' sounds: at a seam a sound loses a doubled letter at most, and a skeleton takes long. Signs are read as one
// word, in which a vowel may sound different than in a separate word (Wei, Zhangwei).
function joinTokens(parts: readonly NameToken[], asOneWord: boolean): NameToken {
  let [written, reading, sound, consonants, abjad, isAbjad] = ['', '', '', '', '', true];
  for (const part of parts) {
    // The article inside is heard: Awad al-Karim is Awadelkarim.
    const article = written !== '' && articleBefore.test(part.written) ? 'al' : '';
    written += part.written;
    reading += article + (part.readings[0] ?? '');
    sound = joinSounds(sound, article + (part.sounds[0] ?? ''));
    consonants = joinSounds(consonants, article.slice(1) + part.consonants);
    abjad += part.abjad ?? '';
    isAbjad &&= part.abjad !== undefined;
  }
  return {
    written,
    role: 'name',
    readings: [reading],
    sounds: asOneWord ? [sound, soundOf(reading)] : [sound],
    letters: [letterBits(reading), letterBits(sound)],
    consonants,
    ...(isAbjad ? { abjad } : {}),
    weight: 1,
  };
}

const articleBefore = /^ال..../;

function joinSounds(before: string, sound: string): string {
  return before !== '' && before.at(-1) === sound[0] ? before + sound.slice(1) : before + sound;
}
