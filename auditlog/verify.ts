import { createHash, type KeyObject } from 'node:crypto';
import { tokensOf } from './blindIndex.js';
import { openCheckpoint, originOf } from './checkpoint.js';
import { decodeEntry, openBody } from './entry.js';
import { type AuditKeys, checkpointPublicKeys, indexKeys, sealKeys } from './keys.js';
import { appendLeaf, type CompactRange, emptyRange, leafHash, rangeRoot } from './merkle.js';
import type { LogQuery } from './pool.js';
import { findFalseColumn, readCheckpoints, readNodes, type StoredEntry, streamEntries } from './storeRows.js';
import { readSize, storedLevels } from './storeTree.js';
import { sameHash } from './verifyProof.js';

/** What a verification found. */
export interface Verification {
  readonly log: string;
  /** Entries that were read and hash to `root`. */
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly ok: boolean;
  /** The first thing that is wrong; index null where no single entry is at fault. */
  readonly brokenAt?: { readonly index: number | null; readonly what: string };
  readonly checkpoints: number;
  /** Entries whose body does not open any more: their key was destroyed. No fault. */
  readonly erased: number;
  /** What this verification cannot exclude, in a sentence for the report. */
  readonly limits: string;
}

/** Keys of a verification. With those of the seal, bodies are opened and the blind index is compared with them. */
export interface VerificationKeys {
  readonly checkpoint: { readonly publicKey: KeyObject };
  readonly auditSeal?: Uint8Array;
  readonly blindIndex?: Uint8Array;
  readonly previous?: AuditKeys['previous'];
}

/**
 * Verifies a whole log from its stored bytes: indices without a gap, each leaf, each sealed body against its
 * commitment, each derived column against the header in the bytes, stored subtrees, and every checkpoint's signature
 * and root (which makes each consistent with all that follow). Stops at the first fault. Memory does not grow with the
 * log; a log that grows meanwhile is verified as far as it reached at the start.
 */
export async function verifyLog(db: LogQuery, log: string, keys: VerificationKeys): Promise<Verification> {
  // Invariant: checkpoints before size, size before nodes. A checkpoint is written after its entries, so none may be
  // beyond the size; a node is written with its entries, so none of the first `size` may be missing.
  const checkpoints = await readCheckpoints(db, log);
  const size = await readSize(db, log);
  const nodes = await readNodes(db, log);
  const { auditSeal, blindIndex, previous } = keys;
  const older = previous ? { previous } : {};
  const state: State = {
    log,
    publicKeys: checkpointPublicKeys({ checkpoint: keys.checkpoint, ...older }),
    seal: auditSeal ? sealKeys({ auditSeal, ...older }) : [],
    index: blindIndex ? indexKeys({ blindIndex, ...older }) : [],
    checkpoints,
    nodes,
    range: emptyRange,
    checked: 0,
    erased: 0,
  };
  let broken = checkCheckpoints(state);
  for await (const entry of streamEntries(db, { log, from: 0, to: size })) {
    broken ??= checkEntry(state, entry) ?? checkCheckpoints(state);
    if (broken) break;
  }
  broken ??= checkEnd(state);
  const { range } = state;
  return {
    log,
    size: range.size,
    root: Buffer.from(rangeRoot(range)).toString('hex'),
    ok: broken === null,
    ...(broken ? { brokenAt: broken } : {}),
    checkpoints: state.checked,
    erased: state.erased,
    limits:
      'Without a witness that keeps checkpoints outside of this database, it is not excluded that entries at the end ' +
      'and their checkpoints were removed together.',
  };
}

type Fault = NonNullable<Verification['brokenAt']>;

interface State {
  readonly log: string;
  readonly publicKeys: readonly KeyObject[];
  readonly seal: readonly Uint8Array[];
  readonly index: readonly Uint8Array[];
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
  readonly nodes: Map<string, Uint8Array>;
  range: CompactRange;
  /** Checkpoints that were checked. */
  checked: number;
  erased: number;
}

function checkEntry(state: State, entry: StoredEntry): Fault | null {
  const index = state.range.size;
  const fault = (what: string): Fault => ({ index, what });
  if (entry.index !== index) return fault('the entry is missing');
  const decoded = decodeEntry(entry.bytes);
  if (!decoded) return fault('the stored bytes are no entry in canonical form');
  const hash = leafHash(entry.bytes);
  if (!sameHash(hash, entry.leafHash)) return fault('the stored bytes do not hash to the stored leaf');
  if (createHash('sha256').update(entry.sealed).digest('hex') !== decoded.body.sha256) {
    return fault('the sealed body is not the one that the leaf commits to');
  }
  const column = findFalseColumn(decoded.header, { ...entry.columns, log: state.log });
  if (column) return fault(`the column ${column} does not say what the stored bytes say`);
  const falseNode = grow(state, hash);
  if (falseNode) return fault(falseNode);
  return checkBody(state, entry, decoded) ? null : fault('the blind index does not fit the sealed body');
}

/** Opens the body, where the keys are there, and compares its tokens: a removed token would hide a disclosure. */
function checkBody(state: State, entry: StoredEntry, decoded: NonNullable<ReturnType<typeof decodeEntry>>): boolean {
  const { seal, index } = state;
  const body = openBody({ decoded, sealed: entry.sealed, wrappedKey: entry.wrappedKey }, seal);
  if (entry.wrappedKey === null || (seal.length > 0 && !body)) {
    state.erased += 1;
    return true;
  }
  if (!body || index.length === 0) return true;
  const found = [...new Set(entry.tokens)].sort().join();
  return index.some((key) => [...tokensOf(key, body)].sort().join() === found);
}

/** Appends the leaf, and compares each subtree that it finishes with the stored one. */
function grow(state: State, hash: Uint8Array): string | null {
  let fault: string | null = null;
  state.range = appendLeaf(state.range, hash, (level, at, node) => {
    if (!storedLevels.includes(level)) return;
    const stored = state.nodes.get(`${level}/${at}`);
    state.nodes.delete(`${level}/${at}`);
    if (!stored || !sameHash(stored, node)) fault = `the stored subtree ${at} of level ${level} is missing or false`;
  });
  return fault;
}

/** Checks the checkpoints that the log has reached. */
function checkCheckpoints(state: State): Fault | null {
  for (let next = state.checkpoints[state.checked]; next && next.size === state.range.size; ) {
    const opened = openCheckpoint(next.note, originOf(state.log), state.publicKeys);
    const index = next.size === 0 ? null : next.size - 1;
    if (!opened || opened.size !== next.size) {
      return { index, what: `the checkpoint of ${next.size} entries is not signed by the checkpoint key` };
    }
    if (!sameHash(opened.root, rangeRoot(state.range))) {
      return { index, what: `the first ${next.size} entries are not those that their checkpoint signed` };
    }
    state.checked += 1;
    next = state.checkpoints[state.checked];
  }
  return null;
}

function checkEnd(state: State): Fault | null {
  const missing = state.checkpoints[state.checked];
  const { size } = state.range;
  if (missing)
    return { index: size, what: `a checkpoint of ${missing.size} entries exists, but only ${size} entries do` };
  return endNodes(state);
}

function endNodes(state: State): Fault | null {
  // Nodes of entries that came after the size was read are no fault: they lie beyond it.
  const beyond = [...state.nodes.keys()].find((name) => {
    const [level = 0, index = 0] = name.split('/').map(Number);
    return (index + 1) * 2 ** level <= state.range.size || !storedLevels.includes(level);
  });
  return beyond ? { index: null, what: `a stored subtree ${beyond} belongs to nothing` } : null;
}
