import anyAscii from 'any-ascii';

/**
 * A name in Latin capitals, words as stated: `СЕРГЕЙ О'ХАРА-ЛЕЕ` becomes `SERGEI OKHARA LEE`. Orders names, and tells
 * what they begin with.
 *
 * @returns an empty text where nothing of the name can be written in letters or digits
 */
export function latinName(name: string): string {
  return anyAscii(name.normalize('NFKC'))
    .toUpperCase()
    .replaceAll(/['`]/g, '')
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/**
 * What makes two spellings of one name the same for a look-up: its Latin words in capitals, sorted, so that script,
 * order, case and punctuation do not matter: `Lee, Jane` and `JANE LEE` are both `JANE LEE`. Exact, not fuzzy.
 *
 * @returns an empty text where nothing of the name can be written in letters or digits
 */
export function nameKey(name: string): string {
  return latinName(name).split(' ').sort().join(' ');
}
