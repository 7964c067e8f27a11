import { createHash } from 'node:crypto';
import { envelopesOf } from '../decided.js';
import { type DecodedEntry, decodeEntry, isHeaderless, openBody } from '../entry/decode.js';
import { boundOf, leafVersion, readLeaf } from '../entry/leaf.js';
import { bytesOf, createTokenMakers, type TokenMakers } from '../entry/tokens.js';
import { bodyOpeners, indexKeys, type KnownKeys } from '../keys.js';
import { type Hash, leafHash } from '../merkle.js';
import { type ComparedEntry, type FittingEntry, isFitting, tokensIn } from '../store/comparing.js';
import {
  type BodyOpeners,
  type FindKey,
  type FoundKey,
  type LockedEntry,
  lockedOf,
} from '../store/keyTree/entryKeys.js';
import { columnsOfExpired } from '../store/retention/expire.js';
import { findFalseColumns, type StoredEntry } from '../store/rows.js';
import type { EntryHeader, EntryKind, Retention } from '../types.js';
import { sameHash } from '../verifyProof.js';

/** Keys that find tokens; empty where they are not known. */
export interface IndexKeys {
  readonly index: readonly Uint8Array[];
  /** What makes tokens under each of them: it remembers those that come again. */
  readonly makers: readonly TokenMakers[];
}

/** The keys of an index, ready to make tokens. */
export function indexOf(index: readonly Uint8Array[]): IndexKeys {
  return { index, makers: index.map((key) => createTokenMakers(key)) };
}

/** Keys that open bodies and find tokens; empty where they are not known. */
export interface BodyKeys extends BodyOpeners, IndexKeys {}

/** The keys of a verification that are there. */
export function bodyKeys(keys: KnownKeys): BodyKeys {
  return { ...bodyOpeners(keys), ...indexOf(indexKeys(keys)) };
}

/** What was found of a body. */
interface CheckedBody {
  /** `ABSENT`: its key is gone; `EXPIRED`: its header too. `CLOSED`: nobody tried, for want of keys; `UNSEEN`: nor looked whether its key is there. */
  readonly body: 'OPENS' | 'EXPIRED' | Exclude<FoundKey['state'], 'KNOWN'>;
  /** Digests of the envelopes that it says it was decided under, where it was opened. */
  readonly envelopes?: readonly string[];
}

/** What one stored entry says of itself, whatever stands around it. */
export interface CheckedEntry extends CheckedBody {
  /** What is wrong with it, in sentences without an end. */
  readonly faults: readonly string[];
  /**
   * What it says of its kind and when it was placed, of one that expired what its row says of the day; null where the stored bytes
   * are no entry, or nobody asks.
   */
  readonly placed: Pick<EntryHeader, 'kind' | 'at'> | null;
  /** Hash of the stored bytes, and the stored hash where that is another one. */
  readonly leaves: readonly Hash[];
}

/** An entry as one whose key is asked for. */
export function lockedIn(entry: ComparedEntry): LockedEntry {
  if (!isFitting(entry)) return lockedOf(entry);
  const { index, retention, at } = entry;
  return { index, header: { retention: retention as Retention, at } };
}

/** Checks an entry: one whose parts fit has its body opened, any other is looked at in all its parts. */
export function checkEntry(entry: ComparedEntry, log: string, keys: BodyKeys, find: FindKey): CheckedEntry {
  const key = find(lockedIn(entry));
  if (!isFitting(entry)) return checkWhole(entry, log, keys, key);
  const { kind, agency, at, bytes } = entry;
  const { fault, ...body } = checkBody({ bytes, agency, at, ...closedOf(entry) }, keys, key);
  const placed = { kind: kind as EntryKind, at };
  return { faults: fault === null ? [] : [fault], placed, leaves: [leafHash(bytes)], ...body };
}

function closedOf({ closed }: FittingEntry): Pick<ClosedEntry, 'sealed' | 'tokens'> {
  // Where nobody asked for it there is no key to open it by.
  if (!closed) return { sealed: nothing, tokens: nothing };
  return { sealed: Buffer.from(closed.sealed, 'base64'), tokens: tokensIn(closed) };
}

const nothing = Buffer.alloc(0);

/** Checks bytes, leaf, columns, the sealed body against its commitment, its key, and the tokens against the body. */
export function checkWhole(
  entry: StoredEntry,
  log: string,
  keys: BodyKeys,
  key: FoundKey,
): CheckedEntry & { readonly decoded: DecodedEntry | null } {
  const { bytes, index, sealed, columns } = entry;
  const leaf = leafHash(bytes);
  const isLeaf = sameHash(leaf, entry.leafHash);
  const faults = isLeaf ? [] : ['the stored bytes do not hash to the stored leaf'];
  const leaves = isLeaf ? [leaf] : [leaf, entry.leafHash];
  if (isHeaderless(entry)) {
    faults.push(...checkStripped(entry, log));
    const placed = { kind: 'EXPIRED', at: String(columns.at) } as const;
    return { faults, decoded: null, placed, leaves, body: 'EXPIRED' };
  }
  const decoded = decodeEntry(entry);
  if (!decoded) {
    const isKnown = bytes[0] === leafVersion;
    faults.push(`the stored bytes are no entry ${isKnown ? 'in canonical form' : 'of a format that is known'}`);
    return { faults, decoded, placed: null, leaves, body: 'FALSE' };
  }
  const { header } = decoded;
  if (decoded.index !== index) faults.push(otherPlace);
  for (const column of findFalseColumns(decoded, { ...columns, log })) {
    faults.push(`the column ${column} does not say what the stored bytes say`);
  }
  const whole = { faults, decoded, placed: header, leaves };
  if (!sameHash(createHash('sha256').update(sealed).digest(), decoded.commitment.body)) {
    faults.push('the sealed body is not the one that the leaf commits to');
    return { ...whole, body: 'FALSE' };
  }
  const { agency, at } = header;
  const tokens = Buffer.from(entry.tokens, 'hex');
  const { fault, ...body } = checkBody({ bytes, agency, at, sealed, tokens }, keys, key);
  if (fault !== null) faults.push(fault);
  return { ...whole, ...body };
}

const otherPlace = 'its leaf was made for another place';

/** Looks at an entry whose header is gone: nothing may be left of it but its leaf. */
function checkStripped({ index, bytes, sealed, tokens, columns }: StoredEntry, log: string): string[] {
  const leaf = readLeaf(bytes);
  const faults = leaf?.log === log && leaf.index === index ? [] : [otherPlace];
  const said = { ...columns, log };
  const isBare = findFalseColumns({ columns: columnsOfExpired(log, index, columns.at) }, said).length === 0;
  if (!isBare || sealed.length > 0 || tokens !== '')
    faults.push('its header is gone, and more of it is left than a leaf');
  return faults;
}

/** What a body is opened by, beside its key, and what its tokens are compared by. */
interface ClosedEntry extends Pick<EntryHeader, 'agency' | 'at'> {
  readonly bytes: Uint8Array;
  readonly sealed: Uint8Array;
  /** 16 bytes each. */
  readonly tokens: Buffer;
}

/** Opens the body of an entry, and compares its tokens. */
function checkBody(
  { bytes, agency, at, sealed, tokens }: ClosedEntry,
  { makers }: BodyKeys,
  key: FoundKey,
): CheckedBody & { readonly fault: string | null } {
  if (key.state !== 'KNOWN') return { body: key.state, fault: key.state === 'FALSE' ? falseKey : null };
  const leaf = readLeaf(bytes);
  const decoded = leaf && { commitment: leaf, bound: boundOf(bytes), tokens: leaf.tokens };
  const opened = decoded && openBody({ decoded, sealed }, key.key);
  if (!opened) return { body: 'FALSE', fault: falseKey };
  // A removed token would hide a disclosure, an added one would invent it.
  if (!opened.hasTokens(tokens))
    return { body: 'OPENS', fault: 'the blind index is not the one that the leaf commits to' };
  const fits =
    makers.length === 0 || makers.some((maker) => bytesOf(maker.pack({ agency, at }, opened.body)).equals(tokens));
  const { decided } = opened.body;
  const envelopes = decided ? { envelopes: envelopesOf(decided.groups) } : {};
  return { body: 'OPENS', fault: fits ? null : 'the blind index does not fit the sealed body', ...envelopes };
}

const falseKey = 'its key does not open the sealed body';
