import { LRUCache } from 'lru-cache';

/**
 * A bounded cache in two parts of equal size: for documents that an agency registered, and for free texts. Why two: enough
 * free texts would otherwise evict a partner's document.
 */
export interface PartedCache<Value extends object> {
  /** Looks in both parts; an entry that is asked for as registered moves to that part. */
  find(key: string, isRegistered: boolean): Value | undefined;
  /** @param size characters of the documents behind it */
  keep(key: string, value: Value, kept: { readonly isRegistered: boolean; readonly size: number }): void;
}

/** @param bounds of each part: entries, characters of all, characters of the largest entry that is kept */
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
