import { createHash } from 'node:crypto';
import { envelopesOf } from '../decided.js';
import { type DecodedEntry, decodeEntry, isHeaderless, openBody } from '../entry/decode.js';
import { boundOf } from '../entry/leaf.js';
import { createTokenMaker, type TokenMaker } from '../entry/tokenMaker.js';
import { bytesOf } from '../entry/tokens.js';
import { bodyOpeners, indexKeys, type KnownKeys } from '../keys.js';
import { closedEntry } from '../keyTree/closed.js';
import { leafHash } from '../merkle.js';
import { sameBytes } from '../proofs/bytes.js';
import { leafVersion, readLeaf } from '../proofs/leaf.js';
import type { Hash } from '../proofs/treeHashes.js';
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

/** Keys that make tokens; empty if they are not known. */
export interface IndexKeys {
  readonly index: readonly Uint8Array[];
  /** A token maker for each key. */
  readonly makers: readonly TokenMaker[];
}

/** Keys of the blind index, ready to make tokens. */
export function indexOf(index: readonly Uint8Array[]): IndexKeys {
  return { index, makers: index.map((key) => createTokenMaker(key)) };
}

/** Keys that open bodies and make tokens; empty if they are not known. */
export interface BodyKeys extends BodyOpeners, IndexKeys {}

/** The keys that a verification has. */
export function bodyKeys(keys: KnownKeys): BodyKeys {
  return { ...bodyOpeners(keys), ...indexOf(indexKeys(keys)) };
}

/** The state of a body. */
interface CheckedBody {
  /** `ABSENT`: its key is gone; `EXPIRED`: its header too. `CLOSED`: not opened, without keys; `UNSEEN`: its key was not even looked for. */
  readonly body: 'OPENS' | 'EXPIRED' | Exclude<FoundKey['state'], 'KNOWN'>;
  /** Digests of the envelopes that it was decided under, if it was opened. */
  readonly envelopes?: readonly string[];
}

/** What one stored entry shows by itself. */
export interface CheckedEntry extends CheckedBody {
  /** What is wrong with it: sentences without a full stop. */
  readonly faults: readonly string[];
  /**
   * Its kind and time; of an expired one the day, as its row states it. Null if the stored bytes are no entry.
   */
  readonly placed: Pick<EntryHeader, 'kind' | 'at'> | null;
  /** Hash of the stored bytes, and the stored hash if that differs. */
  readonly leaves: readonly Hash[];
}

/** What the key of an entry is looked up by. */
export function lockedIn(entry: ComparedEntry): LockedEntry {
  if (!isFitting(entry)) return lockedOf(entry);
  const { index, retention, at } = entry;
  return { index, header: { retention: retention as Retention, at } };
}

/** Checks an entry: if its parts fit, only the body is left to open; else every part is checked. */
export function checkEntry(entry: ComparedEntry, log: string, keys: BodyKeys, find: FindKey): CheckedEntry {
  const key = find(lockedIn(entry));
  if (!isFitting(entry)) return checkWhole(entry, log, keys, key);
  const { kind, agency, at, bytes } = entry;
  const { fault, ...body } = checkBody({ bytes, agency, at, ...closedOf(entry) }, keys, key);
  const placed = { kind: kind as EntryKind, at };
  return { faults: fault === null ? [] : [fault], placed, leaves: [leafHash(bytes)], ...body };
}

function closedOf({ closed }: FittingEntry): Pick<ClosedEntry, 'sealed' | 'tokens'> {
  // It is read only if there are keys to open it.
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
  const isLeaf = sameBytes(leaf, entry.leafHash);
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
  if (!sameBytes(createHash('sha256').update(sealed).digest(), decoded.commitment.body)) {
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

/** Checks an entry without a header: nothing but its leaf may be left. */
function checkStripped({ index, bytes, sealed, tokens, columns }: StoredEntry, log: string): string[] {
  const leaf = readLeaf(bytes);
  const faults = leaf?.log === log && leaf.index === index ? [] : [otherPlace];
  const expected = { columns: columnsOfExpired(log, index, columns.at) };
  const isBare = findFalseColumns(expected, { ...columns, log }).length === 0;
  if (!isBare || sealed.length > 0 || tokens !== '')
    faults.push('its header is gone, and more of it is left than a leaf');
  return faults;
}

/** What is needed, besides its key, to open a body and compare its tokens. */
interface ClosedEntry extends Pick<EntryHeader, 'agency' | 'at'> {
  readonly bytes: Uint8Array;
  readonly sealed: Uint8Array;
  /** 16 bytes each. */
  readonly tokens: Buffer;
}

/** Opens the body of an entry and compares its tokens. */
function checkBody(
  { bytes, agency, at, sealed, tokens }: ClosedEntry,
  { makers }: BodyKeys,
  key: FoundKey,
): CheckedBody & { readonly fault: string | null } {
  if (key.state !== 'KNOWN') return { body: key.state, fault: keyFaults[key.state] ?? null };
  const leaf = readLeaf(bytes);
  const decoded = leaf && { commitment: leaf, bound: boundOf(bytes), tokens: leaf.tokens };
  const opened = decoded && openBody({ decoded, sealed }, key.key);
  if (!opened) return { body: 'FALSE', fault: falseKey };
  // A removed token would hide a disclosure, an added one would invent it.
  if (!opened.hasTokens(tokens))
    return { body: 'OPENS', fault: 'the blind index is not the one that the leaf commits to' };
  const fits =
    makers.length === 0 ||
    makers.some((maker) => bytesOf(maker.pack({ agency, at }, opened.body, opened.ids)).equals(tokens));
  const { decided } = opened.body;
  const envelopes = decided ? { envelopes: envelopesOf(decided.groups) } : {};
  return { body: 'OPENS', fault: fits ? null : 'the blind index does not fit the sealed body', ...envelopes };
}

const falseKey = 'its key does not open the sealed body';
const keyFaults: { readonly [State in FoundKey['state']]?: string } = { FALSE: falseKey, UNKNOWN: closedEntry };
