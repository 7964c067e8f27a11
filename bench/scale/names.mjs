import { readFileSync } from 'node:fs';

const { peoples } = JSON.parse(readFileSync(new URL('nameParts.json', import.meta.url), 'utf8'));

/** So many have a usual family name, so many a usual given one: one in a hundred of all bears the most usual word of a people. */
const usualShare = 0.2;
const usualGiven = 0.6;
/** Invented family words a people; how often each is borne falls with its place. */
const inventedWords = 40_000;

/** mulberry32: 32 bits of state are enough to choose words. */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A function that makes names: usual words as often as they are usual, and invented ones that nobody bears, most of them rare. */
export function nameMaker(random) {
  const list = (text) => text.split(' ').map((each) => (each === '_' ? '' : each));
  const one = (items) => items[Math.floor(random() * items.length)];
  // Why these powers: the first of twenty usual words has a tenth of their bearers, the first of the many a hundredth.
  const ranked = (items, power) => items[Math.floor(items.length * random() ** power)];
  const made = peoples.map((people) => {
    const parts = Object.fromEntries(['onsets', 'vowels', 'codas', 'endings'].map((key) => [key, list(people[key])]));
    const prefixes = people.prefix.split(/ (?=[A-Z_])|(?<=_) /).map((each) => (each === '_' ? '' : each));
    const syllable = () => one(parts.onsets) + one(parts.vowels);
    const invented = (syllables) => {
      const text = `${Array.from({ length: syllables }, syllable).join('')}${one(parts.codas)}${one(parts.endings)}`;
      return text[0].toUpperCase() + text.slice(1);
    };
    const families = Array.from({ length: inventedWords }, (_, at) => one(prefixes) + invented(at % 3 === 0 ? 1 : 2));
    const rareGiven = Array.from({ length: 3000 }, () => invented(2));
    const given = people.given.split(' ');
    const usual = people.family.split(' ');
    return {
      given: () => (random() < usualGiven ? ranked(given, 1.3) : ranked(rareGiven, 1.6)),
      patronymic: () => `${ranked(given, 1.3).replace(/[aei]+$/, '')}ovich`,
      family: () => (random() < usualShare ? ranked(usual, 1.3) : ranked(families, 1.6)),
      order: people.order.split(' '),
      share: people.share,
    };
  });
  const byShare = made.flatMap((people) => Array.from({ length: people.share }, () => people));
  return () => {
    const people = one(byShare);
    return people.order
      .filter((part) => !part.endsWith('?') || random() < 0.4)
      .map((part) => people[part.replace('?', '')]())
      .join(' ');
  };
}
