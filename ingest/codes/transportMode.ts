import { lazy, readCodeTable, toWordKey } from './codeTable.js';

const modes = lazy(
  () =>
    new Map(
      readCodeTable('codes/transportModes.tsv').flatMap(([mode, words = '']) =>
        words.split('|').map((word) => [word, Number(mode)] as const),
      ),
    ),
);

/**
 * Mode of transport, 0 to 9, from its code (the first of two digits) or a common word in any case: `Ocean`, `Truck`,
 * `Air Charter`. Null for anything else.
 *
 * @see UNECE Recommendation 19; Union Customs Code data element 19 03 for 9
 */
export function toTransportMode(text: string | null | undefined): number | null {
  const word = toWordKey(text ?? '');
  if (/^\d{1,2}$/.test(word)) return Number(word[0]);
  return modes().get(word) ?? null;
}
