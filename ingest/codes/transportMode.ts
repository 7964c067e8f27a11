import { lazy, readCodeTable, toWordKey } from './codeTable.js';

const modes = lazy(
  () =>
    new Map(
      readCodeTable('transportModes.tsv').flatMap(([mode, words = '']) =>
        words.split('|').map((each) => [each, Number(mode)] as const),
      ),
    ),
);

/**
 * Mode of transport, 0 to 9, from its code (`1`; of two digits the first is the mode) or a common
 * word in any case: `Ocean`, `Truck`, `Air Charter`. Null where it names none.
 *
 * @see UNECE Recommendation 19; Union Customs Code data element 19 03 for 9
 */
export function toTransportMode(text: string | null | undefined): number | null {
  const word = toWordKey(text ?? '');
  if (/^\d{1,2}$/.test(word)) return Number(word[0]);
  return modes().get(word) ?? null;
}
