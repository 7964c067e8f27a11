import type { AnalysedName, NameToken, TokenRole } from './analysedName.js';

const distinctive: ReadonlySet<TokenRole> = new Set<TokenRole>(['name', 'patronymic', 'place']);

/** A name of fewer words is part of many people's names. */
const fewestWords = 2;

/** Sounds of a word that is searched for: a word with many readings would try as many words. */
const maxSounds = 3;

/** The possible sounds of a word that is searched for: skeletons, the likeliest first, at most three. */
export type AskedWord = readonly string[];

/**
 * The words of a name that say who is meant: no title, particle, initial or number, and each once, however it is written. Takes
 * one way to split a name; an analysis may have several.
 */
export function contentWords(tokens: readonly NameToken[]): readonly NameToken[] {
  const words = distinctiveWords(tokens);
  return words.filter((word, at) =>
    words.slice(0, at).every((before) => !equalSounds(before).some((sound) => equalSounds(word).includes(sound))),
  );
}

/**
 * The words of a name in each way to split it, where each has at least two that say who is meant. Null for any other name: it
 * must not find a person of whom the viewer may know only that a record exists.
 */
export function wholeName({ tokens, others = [] }: AnalysedName): readonly (readonly AskedWord[])[] | null {
  const readings = [tokens, ...others].map((each) =>
    contentWords(each).map((word) => equalSounds(word).slice(0, maxSounds)),
  );
  return readings.every((words) => words.length >= fewestWords) ? readings : null;
}

/**
 * Whether all of the words are words of the name, in one way to split it. Words are equal where a reading sounds the same;
 * likeness does not count. At least two words of the name must be matched, so that two words do not match the same one.
 */
export function hasWords({ tokens, others = [] }: AnalysedName, asked: readonly AskedWord[]): boolean {
  return [tokens, ...others].some((each) => {
    const words = distinctiveWords(each);
    const matches = asked.map((word) => words.filter((its) => word.some((sound) => equalSounds(its).includes(sound))));
    return matches.every((found) => found.length > 0) && new Set(matches.flat()).size >= fewestWords;
  });
}

/** The sounds by which a word is equal to others. */
const equalSounds = ({ equal, sounds }: NameToken): readonly string[] => equal ?? sounds;

/** The words of a name that say who is meant, as often as they stand there. */
export function distinctiveWords(tokens: readonly NameToken[]): readonly NameToken[] {
  return tokens.filter(({ role, readings: [first = ''] }) => distinctive.has(role) && first.length > 1);
}
