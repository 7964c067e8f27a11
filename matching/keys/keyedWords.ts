import type { NameToken, TokenRole } from '../names/analysedName.js';
import { soundOf } from '../names/analysis/sound.js';
import { skeletonOf } from '../scripts/skeleton.js';
import { soundClasses } from '../scripts/soundClasses.js';
import { usualness } from '../tables/tables.js';

/** A word of a name as its keys are made of it. */
export interface KeyedWord {
  /** Skeletons of its readings, and of the names that it is a form of, the likeliest first; never empty. */
  readonly skeletons: readonly string[];
  /** What tells them beside another word: of a long one its consonants, of a shorter one all its letters. */
  readonly told: readonly string[];
  /** Its likeliest reading. */
  readonly reading: string;
  /** Of the likeliest of them, what a name keeps in Chinese. */
  readonly sounds: readonly string[];
  /** From 0, rare, to 4, borne by one in a hundred somewhere. */
  readonly usual: number;
}

const telling = new Set<TokenRole>(['name', 'patronymic', 'number', 'place']);
// A word in Han characters alone is a whole name, of which each reading is tried.
const mostReadings = 12;
const mostSounds = 3;

/** The words of a name that are looked for, the rarest first: those that tell, or all where they are fewer than two. */
export function keyedWords(tokens: readonly NameToken[]): readonly KeyedWord[] {
  const words = tokens.filter(isTelling);
  return (words.length > 1 ? words : tokens)
    .filter(({ readings: [first = ''] }) => first !== '')
    .map(keyedWord)
    .sort((a, b) => a.usual - b.usual || lengthOf(b) - lengthOf(a));
}

/** Words that tell by themselves who is meant. */
export function tellingWords(tokens: readonly NameToken[]): readonly KeyedWord[] {
  return tokens.filter(isTelling).map(keyedWord);
}

function isTelling({ role, readings: [first = ''] }: NameToken): boolean {
  return telling.has(role) && first.length > 1;
}

// Why kept: a word that many names have is one object in all of them.
const known = new WeakMap<NameToken, KeyedWord>();

function keyedWord(token: NameToken): KeyedWord {
  const word = known.get(token) ?? readWord(token);
  known.set(token, word);
  return word;
}

function readWord({ sounds, readings, forms = [], petNames = [] }: NameToken): KeyedWord {
  const others = [...forms.slice(0, 1), ...mostUsual(petNames)].map(skeletonOf);
  const skeletons = [...new Set([...sounds.slice(0, mostReadings), ...others])];
  return {
    skeletons,
    told: [...new Set(skeletons.map(toldBy))],
    reading: readings[0] ?? '',
    sounds: [...new Set(skeletons.slice(0, mostSounds).map((each) => soundClasses(withoutVowels(each))))],
    usual: usualnessOf(skeletons[0] ?? ''),
  };
}

const usualnessOf = (skeleton: string): number => Number(usualness().get(skeleton)?.[0] ?? 0);

function mostUsual(names: readonly string[]): readonly string[] {
  const byUse = names.map((name) => [usualnessOf(skeletonOf(name)), name] as const).sort(([a], [b]) => b - a);
  return byUse.slice(0, 1).map(([, name]) => name);
}

const lengthOf = ({ skeletons: [first = ''] }: KeyedWord): number => withoutVowels(first).length;

// A word with as many consonants is told by them.
const enoughConsonants = 3;

/** Of a long word its consonants, of a shorter one all its letters. */
export function toldBy(skeleton: string): string {
  const consonants = withoutVowels(skeleton);
  return consonants.length < enoughConsonants ? skeleton : consonants;
}

/** The consonants of a skeleton; of one without any, itself. */
export function withoutVowels(skeleton: string): string {
  return skeleton.replaceAll(/[aiu]/g, '') || skeleton;
}

/** A text with one letter left out, each in turn: two texts that differ in one letter, or in two that were swapped, share one. */
export function withoutOne(text: string): readonly string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}

/** With two letters that follow each other left out: a letter of two that are one sound makes two sounds of it. */
export function withoutTwo(text: string): readonly string[] {
  const places = Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => at);
  return places.map((at) => text.slice(0, at) + text.slice(at + 2)).filter((each) => each.length > 1);
}

/** How a word sounds when two of its letters that follow each other are swapped back, each two in turn. */
export function turnedSounds({ reading }: KeyedWord): readonly string[] {
  const written = Array.from({ length: Math.max(0, reading.length - 1) }, (_, at) =>
    [reading.slice(0, at), reading[at + 1], reading[at], reading.slice(at + 2)].join(''),
  );
  return [...new Set(written.map(soundOf))];
}
