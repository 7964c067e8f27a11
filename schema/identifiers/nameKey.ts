import anyAscii from 'any-ascii';

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
    .trim();
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
