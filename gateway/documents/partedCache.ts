import { LRUCache } from 'lru-cache';

/**
 * A bounded memory in two parts of equal size: for documents that an agency registered, and for those that anybody may
 * send. Why two: anyone who may send texts of his own could push a partner's document out of one, with as many of them.
 */
export interface PartedCache<Value extends object> {
  /** What is kept of either part; moved to the registered one where it is asked for as registered. */
  find(key: string, isRegistered: boolean): Value | undefined;
  /** @param size characters of the documents behind it */
  keep(key: string, value: Value, kept: { readonly isRegistered: boolean; readonly size: number }): void;
}

/** @param bounds of each part: entries; characters of all; characters of one, which is not kept beyond */
export function createPartedCache<Value extends object>(bounds: {
  readonly max: number;
  readonly maxText: number;
  readonly maxEntryText?: number;
}): PartedCache<Value> {
  const { max, maxText: maxSize, maxEntryText: maxEntrySize = maxSize } = bounds;
  const part = () =>
    new LRUCache<string, { readonly value: Value; readonly size: number }>({
      max,
      maxSize,
      maxEntrySize,
      sizeCalculation: ({ size }) => size,
    });
  const registered = part();
  const free = part();
  return {
    find: (key, isRegistered) => {
      const known = registered.get(key);
      if (known) return known.value;
      const found = free.get(key);
      if (found && isRegistered) {
        free.delete(key);
        registered.set(key, found);
      }
      return found?.value;
    },
    keep: (key, value, { isRegistered, size }) => {
      (isRegistered ? registered : free).set(key, { value, size });
    },
  };
}
