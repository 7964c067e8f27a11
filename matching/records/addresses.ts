import type { Evidence } from './record.js';
import { weights } from './weights.js';

type Words = readonly string[];

/** The words and numbers of an address without accents, each once. Words of two letters are codes of countries, and particles. */
export function wordsOfAddress(address: string): Words {
  const plain = address.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.match(/\p{L}{3,}|\p{N}+/gu) ?? [])];
}

/**
 * Compares the addresses of two records by the two that agree best. They agree where half of the words of the shorter one are in the
 * other, at least two of them and one no number. Where some are shared, or one is in another script, they tell nothing: people move.
 */
export function compareAddresses(a: readonly Words[], b: readonly Words[]): Evidence | undefined {
  const pairs = a.flatMap((one) => b.map((other) => [one, other] as const));
  if (pairs.some(([one, other]) => isSame(one, other)))
    return { datum: 'address', says: 'agrees', bits: weights.address.agrees };
  const isApart = pairs.every(([one, other]) => isLatin(one) && isLatin(other) && sharedOf(one, other).length === 0);
  return isApart ? { datum: 'address', says: 'disagrees', bits: weights.address.disagrees } : undefined;
}

function isSame(one: Words, other: Words): boolean {
  const shared = sharedOf(one, other);
  return shared.length >= 2 && shared.some(isWord) && 2 * shared.length >= Math.min(one.length, other.length);
}

const sharedOf = (one: Words, other: Words): Words => one.filter((word) => other.includes(word));
const isWord = (word: string): boolean => /^\p{L}/u.test(word);
const isLatin = (words: Words): boolean => words.some(isWord) && words.every((word) => /^[a-z\d]+$/.test(word));
