import { fromHex, sameBytes, strictBase64, toBase64, toHex } from '../proofs/bytes.js';
import type { Primitives } from '../proofs/primitives.js';
import { createTreeHashes, type Hash } from '../proofs/treeHashes.js';
import { verifyInclusion } from '../proofs/verifyProof.js';
import { parseCheckpoint } from './checkpoint.js';
import { type Cosigner, signersOf } from './signers.js';
import type { TrustFile } from './trustFile.js';

/** Proof that an entry is in a log, for anyone with a trust file. */
export interface LogProof {
  readonly index: number;
  /** Hash of the entry's leaf. Carried in the `extra` line. */
  readonly leaf: Hash;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Hash[];
  /** The signed and cosigned head. */
  readonly note: string;
}

/** The text of a `.tlog-proof`. C2SP tlog-proof. */
export function writeProof({ index, leaf, hashes, note }: LogProof): string {
  const lines = hashes.map((hash) => `${toBase64(hash)}\n`).join('');
  return `c2sp.org/tlog-proof@v1\nextra ${toBase64(leaf)}\nindex ${index}\n${lines}\n${note}`;
}

/**
 * Parses a `.tlog-proof`; null if it does not have exactly this form, or its `extra` is no leaf hash.
 *
 * @param leaf the leaf hash for a text without `extra`, which the specification allows
 */
export function parseProof(text: string, leaf?: Hash): LogProof | null {
  const match =
    /^c2sp\.org\/tlog-proof@v1\n(?:extra ([A-Za-z0-9+/]{43}=)\n)?index (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n/.exec(
      text,
    );
  if (!match) return null;
  const [head, extra, indexText = '', lines = ''] = match;
  const about = extra === undefined ? leaf : strictBase64(extra);
  const hashes = lines.split('\n').slice(0, -1).map(strictBase64);
  const steps = hashes.filter((hash) => hash !== null);
  const index = Number(indexText);
  if (!about || steps.length !== hashes.length || !Number.isSafeInteger(index)) return null;
  return { index, leaf: about, hashes: steps, note: text.slice(head.length) };
}

/** What a proof shows under a trust file. */
export interface ShownByProof {
  readonly origin: string;
  readonly index: number;
  readonly size: number;
  /** Hash of the leaf, hex. */
  readonly leafHash: string;
  /** Who cosigned. */
  readonly cosigned: readonly Cosigner[];
}

/**
 * Verifies a proof offline.
 *
 * @param leaf the leaf that it must prove: its hash in hex, as on a receipt, or its bytes
 * @returns what it shows, or a sentence, without a full stop, that says why it shows nothing
 */
export function checkProof(
  text: string,
  trust: TrustFile,
  primitives: Primitives,
  leaf?: string | Uint8Array,
): ShownByProof | string {
  const wanted = leaf instanceof Uint8Array ? createTreeHashes(primitives).leafHash(leaf) : hashOf(leaf);
  const proof = parseProof(text, wanted?.length === 32 ? wanted : undefined);
  const head = proof && parseCheckpoint(proof.note, { withExtensions: true });
  if (!proof || !head) return 'it is no proof of the form c2sp.org/tlog-proof@v1 with a checkpoint';
  const { isKnown, isSigned, cosigned, isQuorum } = signersOf(head, trust, primitives);
  if (!isKnown) return `the trust file names no log ${head.origin}`;
  if (!isSigned) return 'its head is not signed by the key that the trust file states for the log';
  if (!cosigned) return 'a cosignature of a witness of the trust file is false';
  if (!isQuorum) return `no quorum cosigned its head (${cosigned.length} did)`;
  const { index, hashes } = proof;
  const leafHash = toHex(proof.leaf);
  if (!verifyInclusion({ index, size: head.size, leaf: proof.leaf, proof: hashes, root: head.root }, primitives))
    return 'the entry is not in the tree of that head';
  if (wanted && !sameBytes(proof.leaf, wanted)) return `it is about another entry: its leaf hash is ${leafHash}`;
  return { origin: head.origin, index, size: head.size, leafHash, cosigned };
}

/** A hash that is no hash equals none. */
function hashOf(hex: string | undefined): Uint8Array | undefined {
  return hex === undefined ? undefined : (fromHex(hex.toLowerCase()) ?? new Uint8Array());
}
