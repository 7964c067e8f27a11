import { inclusionProof, leafHash, rootHash } from '../merkle.js';
import type { Hash } from '../proofs/treeHashes.js';

/** The pseudonyms of all who were named in the entries of a month, each once, in byte order. */
export interface MonthIndex {
  readonly pseudonyms: readonly Buffer[];
  /** RFC 9162 root over them. */
  readonly root: Hash;
}

/** A pseudonym of an index, with the proof of its place. */
export interface Neighbour {
  readonly place: number;
  readonly pseudonym: Buffer;
  readonly hashes: readonly Hash[];
}

/** The index of some pseudonyms, which may come in any order and repeatedly. */
export function makeIndex(pseudonyms: Iterable<Buffer>): MonthIndex {
  const distinct = new Map([...pseudonyms].map((pseudonym) => [pseudonym.toString('latin1'), pseudonym]));
  const sorted = [...distinct.values()].sort(Buffer.compare);
  return { pseudonyms: sorted, root: rootHash(sorted.map(leafHash)) };
}

/**
 * The neighbours that a pseudonym would come between: two, or one at an end, or none in an empty index; null if the index holds
 * it. Adjacent places of an ordered list prove that nothing is between them.
 */
export function neighboursOf({ pseudonyms }: MonthIndex, pseudonym: Buffer): readonly Neighbour[] | null {
  const behind = pseudonyms.findIndex((each) => Buffer.compare(each, pseudonym) >= 0);
  const place = behind === -1 ? pseudonyms.length : behind;
  if (pseudonyms[place]?.equals(pseudonym)) return null;
  const leaves = pseudonyms.map(leafHash);
  return [place - 1, place].flatMap((at) => {
    const found = pseudonyms[at];
    return found ? [{ place: at, pseudonym: found, hashes: inclusionProof(leaves, at) }] : [];
  });
}
