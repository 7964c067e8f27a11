import type { AnalysedName, NameToken, TokenRole } from './analysedName.js';

const telling: ReadonlySet<TokenRole> = new Set<TokenRole>(['name', 'patronymic', 'place']);

/** A name of fewer words is a part of the names of many. */
const fewestWords = 2;

/** Readings of a word that is asked for, at most: who states a word that is read in many ways tries as many words. */
const mostSounds = 3;

/** A word that is asked for, in the ways in which it may sound: skeletons, the likeliest first, three at most. */
export type AskedWord = readonly string[];

/**
 * The words of a name that say who is meant: no title, particle, initial or number, and each once, however it is written. One
 * way to part a name at a time: an analysis may have several.
 */
export function contentWords(tokens: readonly NameToken[]): readonly NameToken[] {
  const words = tokens.filter(isTelling);
  return words.filter(({ sounds }, at) =>
    words.slice(0, at).every((before) => !before.sounds.some((sound) => sounds.includes(sound))),
  );
}

/**
 * The words of a name in each way to part it, where it says in all of them who is meant: by two words at least. Null for
 * another, which nobody is found by of whom no more than that there is a record may be known.
 */
export function wholeName({ tokens, others = [] }: AnalysedName): readonly (readonly AskedWord[])[] | null {
  const readings = [tokens, ...others].map((each) =>
    contentWords(each).map(({ sounds }) => sounds.slice(0, mostSounds)),
  );
  return readings.every((words) => words.length >= fewestWords) ? readings : null;
}

/**
 * Whether each of the words is a word of the name, all of them in one way to part it. Equal are words of which a reading sounds
 * the same: how like they are is not asked. Of the name two words at least are met, so that no two of those asked for are one of it.
 */
export function hasWords({ tokens, others = [] }: AnalysedName, asked: readonly AskedWord[]): boolean {
  return [tokens, ...others].some((each) => {
    const words = each.filter(isTelling);
    const met = asked.map((word) => words.filter(({ sounds }) => word.some((sound) => sounds.includes(sound))));
    return met.every((found) => found.length > 0) && new Set(met.flat()).size >= fewestWords;
  });
}

function isTelling({ role, readings: [first = ''] }: NameToken): boolean {
  return telling.has(role) && first.length > 1;
}
