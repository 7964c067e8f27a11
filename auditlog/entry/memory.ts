/**
 * Remembers what was made of the latest texts. Bounded: two generations of `size`, the older one forgotten when the younger is
 * full. Why not an LRU cache: a hit in the young generation costs one look-up and moves nothing.
 *
 * @param longest of a longer text nothing is kept, in characters
 */
export function createMemory<Made>(
  make: (text: string) => Made,
  size = 1024,
  longest = Number.POSITIVE_INFINITY,
): (text: string) => Made {
  let young = new Map<string, Made>();
  let old = new Map<string, Made>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const made = old.get(text) ?? make(text);
    if (text.length > longest) return made;
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, made);
    return made;
  };
}
