import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeEntry } from '../entry/decode.js';
import { forked } from '../forked.js';
import { sameBytes } from '../proofs/bytes.js';
import type { Hash } from '../proofs/treeHashes.js';
import { findNewestOf, type LeafRow } from '../store/exporting.js';
import type { BodyOpeners } from '../store/keyTree/entryKeys.js';
import type { LogQuery } from '../store/pool.js';
import { type MonthIndex, makeIndex } from './monthIndex.js';
import { readSubjects } from './readSubjects.js';
import { entriesOfPeriod, indexPrefix, parseIndexId, pseudonymInput, publicKeyOf, type StatedIndex } from './stated.js';
import { proveVrf, pseudonymOfProof } from './vrf.js';

/** An index as an entry states it. */
export interface FoundIndex {
  readonly stated: StatedIndex;
  readonly root: Hash;
  /** The entry that states it. */
  readonly entry: LeafRow;
}

/**
 * The newest index of a period of a log; null if none was made.
 *
 * @param at.statedIn the log whose entries state indexes
 */
export async function findIndex(
  db: LogQuery,
  at: { readonly log: string; readonly period: string; readonly statedIn: string },
): Promise<FoundIndex | null> {
  const { log, period, statedIn } = at;
  const entry = await findNewestOf(db, { log: statedIn, kind: 'ADMIN', prefix: indexPrefix(at) });
  if (entry === null) return null;
  // From the bytes: the columns that found it prove nothing.
  const header = decodeEntry(entry)?.header;
  const stated = parseIndexId(header?.requestId ?? '');
  const root = Buffer.from(header?.documentHash ?? '', 'hex');
  const entries = entriesOfPeriod(period);
  const isOfPeriod = !entries || (stated?.start === entries.start && stated.end === entries.end);
  if (stated?.log === log && stated.period === period && isOfPeriod && root.length === 32)
    return { stated, root, entry };
  throw forked(statedIn, `entry ${entry.index} is not what its columns say`);
}

/** Keys that an index is made with. */
export interface IndexKeys {
  /** Opens the bodies. */
  readonly openers: BodyOpeners;
  /** RSA key that makes the pseudonyms. */
  readonly privateKey: KeyObject;
}

/** Makes the index of a period from its entries: the same entries and keys give the same index. */
export async function buildIndex(
  db: LogQuery,
  at: Pick<StatedIndex, 'log' | 'period' | 'start' | 'end'>,
  { openers, privateKey }: IndexKeys,
): Promise<{ readonly index: MonthIndex; readonly stated: StatedIndex }> {
  const { ids, erased } = await readSubjects(db, at, openers);
  const pseudonyms = [...ids].map((id) => pseudonymOfProof(proveVrf(privateKey, pseudonymInput(at, id))));
  const index = makeIndex(pseudonyms);
  const { digest } = publicKeyOf(createPublicKey(privateKey));
  const { log, period, start, end } = at;
  return { index, stated: { log, period, start, end, count: index.pseudonyms.length, erased, key: digest } };
}

/** How a stated index differs from one that was built from the same entries; null if it does not. */
export function findDifference(found: FoundIndex, built: Awaited<ReturnType<typeof buildIndex>>): string | null {
  const { stated, root } = found;
  if (stated.key !== built.stated.key) return 'it was made with another pseudonym key';
  if (stated.erased !== built.stated.erased)
    return `${built.stated.erased - stated.erased} of its entries were erased since: make the index anew`;
  if (stated.count === built.stated.count && sameBytes(root, built.index.root)) return null;
  return `it states ${stated.count} pseudonyms, and its entries have ${built.stated.count}, or others`;
}
