import { openSpilledTexts } from './spilledTexts.js';

/** Items that belong to others of the delivery, found by the keys of those. Filled first, then asked. */
export interface SpilledItems<Item> {
  put(keys: readonly string[], item: Item): void;
  /** What was put under a key, in the order of `put`, up to the most that one may have; each counts as taken. */
  take(key: string): Item[];
  /** Those that nobody took, in the order of `put`; `tooMany` where their key has more than one may have. */
  left(): Iterable<{ readonly item: Item; readonly tooMany: boolean }>;
  close(): void;
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
    close: () => texts.close(),
  };
}
