import type { NameToken, TokenRole } from './analysedName.js';

const telling: ReadonlySet<TokenRole> = new Set<TokenRole>(['name', 'patronymic', 'place']);

/**
 * The words of a name that say who is meant: no title, particle, initial or number, and each once, however it is written. One
 * way to part a name at a time: an analysis may have several.
 */
export function contentWords(tokens: readonly NameToken[]): readonly NameToken[] {
  const words = tokens.filter(({ role, readings: [first = ''] }) => telling.has(role) && first.length > 1);
  return words.filter(({ sounds }, at) =>
    words.slice(0, at).every((before) => !before.sounds.some((sound) => sounds.includes(sound))),
  );
}
