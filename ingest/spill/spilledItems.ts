import { openSpilledTexts, type SpilledTexts } from './spilledTexts.js';

/** Items that belong to other items of the delivery, found by their keys. Filled first, then read. */
export interface SpilledItems<Item> extends Pick<SpilledTexts, 'remembered' | 'close'> {
  put(keys: readonly string[], item: Item): void;
  /** Takes what was put under a key, in the order of `put`, up to the most that one may have. */
  take(key: string): Item[];
  /** Items that were not taken, in the order of `put`; `tooMany` where their key has more than one may have. */
  left(): Iterable<{ readonly item: Item; readonly tooMany: boolean }>;
}

/**
 * Opens an empty store of items that JSON can state. Why not a Map: a delivery of a gigabyte in memory takes ten.
 *
 * @param most items that one key may have: all of them are in memory at once
 */
export function openSpilledItems<Item>(most?: number): SpilledItems<Item> {
  const texts = openSpilledTexts(most);
  const toItem = (text: string): Item => JSON.parse(text) as Item;
  return {
    put: (keys, item) => texts.put(keys, JSON.stringify(item)),
    take: (key) => texts.take(key).map(({ text }) => toItem(text)),
    left: function* () {
      for (const { text, tooMany } of texts.left()) yield { item: toItem(text), tooMany };
    },
    remembered: texts.remembered,
    close: texts.close,
  };
}
