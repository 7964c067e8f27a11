import { type Hash, inclusionProof, leafHash, rootHash } from '../merkle.js';

/** Who was named in the entries of a month: the pseudonym of each, once, in the order of their bytes. */
export interface MonthIndex {
  readonly pseudonyms: readonly Buffer[];
  /** RFC 9162 root over them. */
  readonly root: Hash;
}

/** A pseudonym of an index, and the proof that it stands at its place. */
export interface Neighbour {
  readonly place: number;
  readonly pseudonym: Buffer;
  readonly hashes: readonly Hash[];
}

/** The index of some pseudonyms, in whatever order they come, each as often as it comes. */
export function makeIndex(pseudonyms: Iterable<Buffer>): MonthIndex {
  const each = new Map([...pseudonyms].map((pseudonym) => [pseudonym.toString('latin1'), pseudonym]));
  const sorted = [...each.values()].sort(Buffer.compare);
  return { pseudonyms: sorted, root: rootHash(sorted.map(leafHash)) };
}

/**
 * The neighbours between which a pseudonym would stand: two, or one at an end, or none of an empty index; null where it is in the
 * index. Since the places are next to one another and the pseudonyms in order, nothing stands between them.
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
