import anyAscii from 'any-ascii';

/**
 * Letters of a name that are compared and sorted by: of a longer one its beginning, since the index that holds it has an end.
 * No name has so many, but some characters stand for dozens of letters each.
 */
export const longestLatin = 2000;

/**
 * A name in Latin capitals, words in their order: `СЕРГЕЙ О'ХАРА-ЛЕЕ` becomes `SERGEI OKHARA LEE`. Names are sorted by it.
 *
 * @returns an empty text where nothing of the name can be written in letters or digits
 */
export function latinName(name: string): string {
  return anyAscii(name.normalize('NFKC'))
    .toUpperCase()
    .replaceAll(/['`]/g, '')
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim()
    .slice(0, longestLatin)
    .trimEnd();
}

/**
 * The key by which a name is looked up: its Latin words in capitals, sorted, so that script, order, case and punctuation do not
 * matter: `Lee, Jane` and `JANE LEE` are both `JANE LEE`. Exact, not fuzzy.
 *
 * @returns an empty text where nothing of the name can be written in letters or digits
 */
export function nameKey(name: string): string {
  return latinName(name).split(' ').sort().join(' ');
}
