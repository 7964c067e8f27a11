import { badUserInput, PortcullisError } from '../../schema/errors.js';
import { isHeaderless } from '../entry/decode.js';
import { entryOf } from '../entry/entryOf.js';
import { toClearHeader } from '../entry/header.js';
import { tokenKinds } from '../entry/tokens.js';
import { bodyOpeners, indexKeys, type KnownKeys } from '../keys.js';
import type { Hash } from '../proofs/treeHashes.js';
import type { EntryHeader, ReadBody } from '../types.js';
import { findNewestCheckpoint } from './checkpoint.js';
import { type OpenedEntry, openStored } from './keyTree/openStored.js';
import type { LogQuery } from './pool.js';
import { type EntrySearch, type StoredEntry, searchEntries, streamEntries } from './rows.js';
import { readPeriods, searchTokens } from './tokenSearch.js';
import { readConsistencyProof, readInclusionProofs, readSize } from './tree.js';

/** An entry as a reader gives it. */
export interface ReadEntry {
  readonly log: string;
  readonly index: number;
  /** From the stored bytes, not the columns; an expired entry has only its day, under the kind `EXPIRED`. */
  readonly header: EntryHeader;
  /** RFC 9162 leaf hash, hex. */
  readonly leafHash: string;
  /** Null without a key, or if the entry was erased or has expired. */
  readonly body: ReadBody | null;
}

/** Proof that an entry is in the log of a size and root; see `verifyInclusion`. */
export interface InclusionProof {
  readonly index: number;
  readonly leafHash: Hash;
  readonly treeSize: number;
  readonly hashes: readonly Hash[];
  readonly root: Hash;
}

/** A search; the entity is turned into tokens by the reader. */
export interface LogSearch extends Omit<EntrySearch, 'log' | 'tokens'> {
  /** Public id of an entity that the answer disclosed. */
  readonly entity?: string;
}

/** Reads one log: entries by index, searches, proofs. */
export interface AuditReader {
  size(): Promise<number>;
  /** The entry, or null beyond the end. */
  entry(index: number): Promise<ReadEntry | null>;
  /** Entries, newest first; `next` is the `before` of the next page, null at the end. */
  search(search: LogSearch): Promise<{ readonly entries: readonly ReadEntry[]; readonly next: number | null }>;
  /** Proof at a size, by default the present one. Throws PortcullisError BAD_USER_INPUT for an index beyond it. */
  proveInclusion(index: number, size?: number): Promise<InclusionProof>;
  /** Proof that the log at `first` entries is a prefix of it at `second`. */
  proveConsistency(first: number, second: number): Promise<readonly Hash[]>;
  /** The newest signed head, as a note. */
  checkpoint(): Promise<{ readonly size: number; readonly note: string; readonly at: string } | null>;
}

/**
 * Reads one log. Knows nothing of rights: its caller decides who may see which entries (the audit source by its row wall, the
 * command line by its access to the keys).
 *
 * @param keys without `auditSeal` bodies stay closed; without `blindIndex` no search by entity
 */
export function createAuditReader(db: LogQuery, log: string, keys: KnownKeys = {}): AuditReader {
  const openers = bodyOpeners(keys);
  const read = async (stored: readonly StoredEntry[]): Promise<readonly ReadEntry[]> =>
    (await openStored(openers, log, stored)).map((entry) => toReadEntry(log, entry));
  return {
    size: () => readSize(db, log),
    async entry(index) {
      return (await read(await readLeaf(index)))[0] ?? null;
    },
    async search({ entity, ...search }) {
      const tokens = entity === undefined ? {} : { tokens: await tokensOfEntity(entity) };
      const found = await searchEntries(db, { ...search, ...tokens, log, limit: search.limit + 1 });
      const entries = await read(found.slice(0, search.limit));
      return { entries, next: found.length > search.limit ? (entries.at(-1)?.index ?? null) : null };
    },
    async proveInclusion(index, size) {
      const treeSize = size ?? (await readSize(db, log));
      const { root, proofs } = await readInclusionProofs(db, { log, indices: [index], size: treeSize });
      const [leaf] = await readLeaf(index);
      if (!leaf) throw badUserInput('No such entry.', { at: 'index' });
      return { index, leafHash: leaf.leafHash, treeSize, hashes: proofs.get(index) ?? [], root };
    },
    proveConsistency: (first, second) => readConsistencyProof(db, { log, first, second }),
    checkpoint: () => findNewestCheckpoint(db, log),
  };

  async function tokensOfEntity(entity: string): Promise<Buffer> {
    const index = indexKeys(keys);
    if (index.length === 0)
      throw new PortcullisError('INTERNAL', { message: 'A search by entity needs the blind index key.' });
    const kinds = [...new Set(Object.values(tokenKinds))];
    return await searchTokens(index, await readPeriods(db), kinds, [entity]);
  }

  async function readLeaf(index: number): Promise<readonly StoredEntry[]> {
    const found: StoredEntry[] = [];
    for await (const stored of streamEntries(db, { log, from: index, to: index + 1 })) found.push(stored);
    return found;
  }
}

function toReadEntry(log: string, { stored, decoded, opened }: OpenedEntry): ReadEntry {
  const { index } = stored;
  const header = decoded?.header ?? (isHeaderless(stored) ? headerOfExpired(log, stored) : null);
  if (!header) throw new PortcullisError('AUDIT_UNAVAILABLE', { message: `Entry ${index} of ${log} is damaged.` });
  return { log, index, header, leafHash: Buffer.from(stored.leafHash).toString('hex'), body: opened?.body ?? null };
}

/** The header of an expired entry: its day. */
function headerOfExpired(log: string, { columns }: StoredEntry): EntryHeader {
  const at = String(columns.at).replace(/\d{3}Z$/, 'Z');
  const requestId = String(columns.requestId);
  const { header, body } = entryOf({ kind: 'EXPIRED', at, requestId, policyVersion: '', schemaHash: '', code: '' });
  return { ...toClearHeader(header, body), log };
}
