import type { NameToken, TokenRole } from '../names/analysedName.js';
import { skeletonOf } from '../scripts/skeleton.js';
import { soundClasses } from '../scripts/soundClasses.js';
import { usualness } from '../tables/tables.js';

/** A word of a name as its keys are made of it. */
export interface KeyedWord {
  /** Skeletons of its readings, and of the names that it is a form of, the likeliest first; never empty. */
  readonly skeletons: readonly string[];
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
  const words = tokens.filter(({ role, readings: [first = ''] }) => telling.has(role) && first.length > 1);
  return (words.length > 1 ? words : tokens)
    .filter(({ readings: [first = ''] }) => first !== '')
    .map(keyedWord)
    .sort((a, b) => a.usual - b.usual || lengthOf(b) - lengthOf(a));
}

function keyedWord({ sounds, readings, forms = [], petNames = [] }: NameToken): KeyedWord {
  const others = [...forms.slice(0, 1), ...mostUsual(petNames)].map(skeletonOf);
  const skeletons = [...new Set([...sounds.slice(0, mostReadings), ...others])];
  return {
    skeletons,
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

/** The consonants of a skeleton; of one without any, itself. */
export function withoutVowels(skeleton: string): string {
  return skeleton.replaceAll(/[aiu]/g, '') || skeleton;
}

/** A text with one letter left out, each in turn: two texts that differ in one letter, or in two that were swapped, share one. */
export function withoutOne(text: string): readonly string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}
