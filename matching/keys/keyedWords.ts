import type { NameToken, TokenRole } from '../names/analysedName.js';
import { soundOf } from '../names/analysis/sound.js';
import { skeletonOf } from '../scripts/skeleton.js';
import { soundClasses } from '../scripts/soundClasses.js';
import { commonnessOf } from '../tables/tables.js';

/** A word of a name, as keys are made from it. */
export interface KeyedWord {
  /** Skeletons of its readings, and of the names that it is a form of, the likeliest first; never empty. */
  readonly skeletons: readonly string[];
  /** Their `distinctivePart`s. */
  readonly distinctive: readonly string[];
  /** The likeliest reading. */
  readonly reading: string;
  /** Sound classes of the likeliest skeletons: what a name keeps in Chinese. */
  readonly sounds: readonly string[];
  /** From 0, rare, to 4, borne by one in a hundred somewhere. */
  readonly commonness: number;
}

const distinctive = new Set<TokenRole>(['name', 'patronymic', 'number', 'place']);
// A word in Han characters is often a whole name, and each reading is tried.
const maxReadings = 12;
const maxSounds = 3;

/**
 * The words of a name that keys are made from, the rarest first: the distinctive ones, or where fewer than two are all but legal
 * forms.
 */
export function keyedWords(tokens: readonly NameToken[]): readonly KeyedWord[] {
  const words = tokens.filter(isDistinctive);
  return (words.length > 1 ? words : tokens)
    .filter(({ role, readings: [first = ''] }) => first !== '' && (role !== 'form' || tokens.length === 1))
    .map(keyedWord)
    .sort((a, b) => a.commonness - b.commonness || lengthOf(b) - lengthOf(a));
}

/** The words that distinguish a name by themselves. */
export function distinctiveWords(tokens: readonly NameToken[]): readonly KeyedWord[] {
  return tokens.filter(isDistinctive).map(keyedWord);
}

function isDistinctive({ role, readings: [first = ''] }: NameToken): boolean {
  return distinctive.has(role) && first.length > 1;
}

// Cached: a word in many names is one token object.
const known = new WeakMap<NameToken, KeyedWord>();

function keyedWord(token: NameToken): KeyedWord {
  const word = known.get(token) ?? readWord(token);
  known.set(token, word);
  return word;
}

function readWord(token: NameToken): KeyedWord {
  const { sounds, readings, forms = [], petNames = [] } = isMeant(token) ? asMeant(token) : token;
  const others = [...forms.slice(0, 1), ...mostCommon(petNames)].map(skeletonOf);
  const skeletons = [...new Set([...sounds.slice(0, maxReadings), ...others])];
  return {
    skeletons,
    distinctive: [...new Set(skeletons.map(distinctivePart))],
    reading: readings[0] ?? '',
    sounds: [...new Set(skeletons.slice(0, maxSounds).map((each) => soundClasses(withoutVowels(each))))],
    commonness: commonnessOf(skeletons[0] ?? ''),
  };
}

const meant = new Set<TokenRole>(['generic', 'place', 'number']);

const isMeant = ({ role, value }: NameToken): boolean => value !== undefined && meant.has(role);

// What is translated is found by its meaning: 貿易 and Trading share no sound.
function asMeant({ value = '', ...token }: NameToken): NameToken {
  const meaning = skeletonOf(value);
  return { ...token, readings: [meaning], sounds: [meaning] };
}

// At most one.
function mostCommon(names: readonly string[]): readonly string[] {
  const commonnessOfName = (name: string): number => commonnessOf(skeletonOf(name));
  return names.toSorted((a, b) => commonnessOfName(b) - commonnessOfName(a)).slice(0, 1);
}

const lengthOf = ({ skeletons: [first = ''] }: KeyedWord): number => withoutVowels(first).length;

// A word with this many consonants is distinctive by them alone.
const enoughConsonants = 3;

/** What distinguishes a skeleton beside another word: the consonants of a long one, all letters of a short one. */
export function distinctivePart(skeleton: string): string {
  const consonants = withoutVowels(skeleton);
  return consonants.length < enoughConsonants ? skeleton : consonants;
}

/** The consonants of a skeleton; a skeleton without any is returned as it is. */
export function withoutVowels(skeleton: string): string {
  return skeleton.replaceAll(/[aiu]/g, '') || skeleton;
}

/** A text with each letter left out in turn: two texts that differ in one letter, or in two swapped ones, share a result. */
export function withoutOne(text: string): readonly string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}

/** A text with each two adjacent letters left out: a letter put into two that are one sound makes two sounds of them. */
export function withoutTwo(text: string): readonly string[] {
  const places = Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => at);
  return places.map((at) => text.slice(0, at) + text.slice(at + 2)).filter((each) => each.length > 1);
}

/** How a word sounds with each two adjacent letters swapped. */
export function transposedSounds({ reading }: KeyedWord): readonly string[] {
  const written = Array.from({ length: Math.max(0, reading.length - 1) }, (_, at) =>
    [reading.slice(0, at), reading[at + 1], reading[at], reading.slice(at + 2)].join(''),
  );
  return [...new Set(written.map(soundOf))];
}
