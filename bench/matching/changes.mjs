/** Ways in which a name is written otherwise, the same for the same seed; undefined where a name is too short for one. */
export function changes(seed) {
  const random = generator(seed);
  const below = (count) => Math.floor(random() * count);
  const inWord = (name, change) => {
    const words = name.split(' ');
    const long = words.flatMap((word, index) => (word.length >= 4 ? [index] : []));
    if (long.length === 0) return undefined;
    const at = long[below(long.length)];
    words[at] = change(words[at]);
    return words.join(' ');
  };
  return {
    swapped: (name) =>
      inWord(name, (word) => {
        const at = 1 + below(word.length - 2);
        return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
      }),
    // A letter on the other side of the gap (LUCKSO NELAN).
    gapMoved: (name) => {
      const gaps = [...name.matchAll(/(?<=[^ ]{3}) (?=[^ ]{3})/g)].map(({ index }) => index);
      if (gaps.length === 0) return undefined;
      const at = gaps[below(gaps.length)];
      return below(2) === 0
        ? `${name.slice(0, at - 1)} ${name[at - 1]}${name.slice(at + 1)}`
        : `${name.slice(0, at)}${name[at + 1]} ${name.slice(at + 2)}`;
    },
    letterDropped: (name) =>
      inWord(name, (word) => {
        const at = 1 + below(word.length - 1);
        return word.slice(0, at) + word.slice(at + 1);
      }),
    partDropped: (name) => dropPart(name, 3, below),
    partOfTwoDropped: (name) => (name.split(' ').length === 2 ? dropPart(name, 2, below) : undefined),
    turned: (name) => {
      const words = name.split(' ');
      return words.length < 2 ? undefined : [words.at(-1), ...words.slice(0, -1)].join(' ');
    },
  };
}

function dropPart(name, least, below) {
  const words = name.split(' ');
  if (words.length < least) return undefined;
  words.splice(below(words.length), 1);
  return words.join(' ');
}

// mulberry32: 32 bits of state are enough to choose letters.
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
