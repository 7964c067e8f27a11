import { createHash } from 'node:crypto';
import { decodeEntry, isHeaderless, isInPlace, openBody } from '../entry/decode.js';
import type { DecodedEntry } from '../entry/decoded.js';
import { readLeaf } from '../entry/leaf.js';
import { tokenKey } from '../entry/tokens.js';
import { type AuditKeys, bodyOpeners, indexKeys } from '../keys.js';
import { type Hash, leafHash } from '../merkle.js';
import { type ComparedEntry, isFitting } from '../store/comparing.js';
import {
  type BodyOpeners,
  type FoundKey,
  type LockedEntry,
  lockedOf,
  type PageKeys,
} from '../store/keyTree/entryKeys.js';
import { columnsOfExpired } from '../store/retention/expire.js';
import { findFalseColumns, type StoredEntry } from '../store/rows.js';
import type { EntryHeader, EntryKind, Retention } from '../types.js';
import { sameHash } from '../verifyProof.js';
import {
  type CheckedBody,
  falseKey,
  falseTokens,
  fitsBody,
  foreignTokens,
  type IndexKeys,
  indexOf,
  namedBy,
  openFitting,
  unopened,
} from './checkBody.js';

/** Keys that open bodies and find tokens; empty where they are not known. */
export interface BodyKeys extends BodyOpeners, IndexKeys {}

/** What one stored entry says of itself, whatever stands around it. */
export interface CheckedEntry extends Omit<CheckedBody, 'fault'> {
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

/** The keys of a verification that are there. */
export function bodyKeys(keys: {
  readonly auditSeal?: Uint8Array | undefined;
  readonly blindIndex?: Uint8Array | undefined;
  readonly previous?: AuditKeys['previous'] | undefined;
  readonly store?: AuditKeys['store'] | undefined;
}): BodyKeys {
  const { auditSeal, blindIndex, previous, store } = keys;
  const older = previous ? { previous } : {};
  return {
    ...bodyOpeners({ ...older, ...(auditSeal ? { auditSeal } : {}), ...(store ? { store } : {}) }),
    ...indexOf(blindIndex ? indexKeys({ blindIndex, ...older }) : []),
  };
}

/** An entry as one whose key is asked for. */
export function lockedIn(entry: ComparedEntry): LockedEntry {
  if (!isFitting(entry)) return lockedOf(entry);
  const { index, wrappedKey, retention, at } = entry;
  return { index, wrappedKey, header: { retention: retention as Retention, at } };
}

/** Checks an entry: one whose parts fit has its body opened, any other is looked at in all its parts. */
export function checkEntry(entry: ComparedEntry, log: string, keys: BodyKeys, found: PageKeys): CheckedEntry {
  if (!isFitting(entry)) return checkWhole(entry, log, keys, found.of(lockedIn(entry)));
  const { kind, at, bytes } = entry;
  const placed = { kind: kind as EntryKind, at };
  const { fault, ...body } = openFitting(entry, keys, found.of(lockedIn(entry)));
  return { faults: fault === null ? [] : [fault], placed, leaves: [leafHash(bytes)], ...body };
}

/** Checks bytes, leaf, columns, the sealed body against its commitment, its key, and the tokens against the body. */
export function checkWhole(
  entry: StoredEntry,
  log: string,
  keys: BodyKeys,
  key: FoundKey,
): CheckedEntry & { readonly decoded: DecodedEntry | null } {
  const leaf = leafHash(entry.bytes);
  const isLeaf = sameHash(leaf, entry.leafHash);
  const faults = isLeaf ? [] : ['the stored bytes do not hash to the stored leaf'];
  const leaves = isLeaf ? [leaf] : [leaf, entry.leafHash];
  if (isHeaderless(entry)) {
    const all = [...faults, ...checkStripped(entry, log)];
    const placed = { kind: 'EXPIRED', at: String(entry.columns.at) } as const;
    return { faults: all, decoded: null, placed, leaves, body: 'EXPIRED' };
  }
  const decoded = decodeEntry(entry);
  if (!decoded) {
    const all = [...faults, 'the stored bytes are no entry in canonical form'];
    return { faults: all, decoded, placed: null, leaves, body: 'FALSE' };
  }
  if (!isInPlace(decoded, entry)) faults.push('its leaf was made for another place');
  for (const column of findFalseColumns(decoded, { ...entry.columns, log })) {
    faults.push(`the column ${column} does not say what the stored bytes say`);
  }
  const { fault, ...body } = checkBody(entry, decoded, keys, key);
  const all = fault === null ? faults : [...faults, fault];
  return { faults: all, decoded, placed: decoded.header, leaves, ...body };
}

/** Looks at an entry whose header is gone: nothing may be left of it but its leaf. */
function checkStripped({ index, bytes, sealed, wrappedKey, tokens, columns }: StoredEntry, log: string): string[] {
  const leaf = readLeaf(bytes);
  const faults = leaf?.log === log && leaf.index === index ? [] : ['its leaf was made for another place'];
  const said = { ...columns, log };
  const isBare = findFalseColumns({ columns: columnsOfExpired(log, index, columns.at) }, said).length === 0;
  if (!isBare || sealed.length > 0 || wrappedKey !== null || tokens !== '')
    faults.push('its header is gone, and more of it is left than a leaf');
  return faults;
}

/**
 * Entries that were found whole, by what was stored of them: one that is stored as it was then need not be opened again.
 * Holds those of the last reading alone.
 */
export class WholeEntries {
  #before = new Map<number, string>();
  #now = new Map<number, string>();

  /** As `checkEntry`, once for what is stored the same. */
  check(entry: ComparedEntry, log: string, keys: BodyKeys, found: PageKeys): CheckedEntry {
    const print = fingerprintOf(entry, found.printOf(lockedIn(entry)));
    if (this.#before.get(entry.index) === print) {
      this.#now.set(entry.index, print);
      return { faults: [], placed: null, leaves: [leafHash(entry.bytes)], body: 'OPENS' };
    }
    const checked = checkEntry(entry, log, keys, found);
    if (checked.faults.length === 0 && checked.body === 'OPENS') this.#now.set(entry.index, print);
    return checked;
  }

  /** The next reading begins. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}

function fingerprintOf(entry: ComparedEntry, key: Uint8Array | null): string {
  const hash = createHash('sha256');
  // What fits is all that its leaf commits to; what it does not commit to by itself are what gives its key, and the tokens.
  const parts = isFitting(entry)
    ? [entry.bytes, key, entry.closed?.tokens]
    : [entry.bytes, entry.header, entry.leafHash, entry.sealed, key, Buffer.from(saidOf(entry))];
  for (const part of parts) hash.update(`${part?.length ?? -1} `).update(part ?? '');
  return hash.digest('base64');
}

function saidOf({ tokens, columns }: StoredEntry): string {
  return JSON.stringify([tokens, columns]);
}

function checkBody(entry: StoredEntry, decoded: DecodedEntry, { index }: BodyKeys, key: FoundKey): CheckedBody {
  const { sealed, tokens } = entry;
  if (!sameHash(createHash('sha256').update(sealed).digest(), decoded.commitment.body)) {
    return { body: 'FALSE', fault: 'the sealed body is not the one that the leaf commits to' };
  }
  if (key.state !== 'KNOWN') return unopened(key);
  const opened = openBody({ decoded, sealed }, key.key);
  if (!opened) return { body: 'FALSE', fault: falseKey };
  const stored = Buffer.from(tokens, 'hex');
  // A removed token would hide a disclosure, an added one would invent it.
  if (!opened.hasTokens(stored)) return { body: 'OPENS', fault: falseTokens };
  const { version, header } = decoded;
  // In format 1 the key was the same for all, and a justification had no token.
  const body = version === 1 ? { ...opened.body, justification: null } : opened.body;
  const fits =
    index.length === 0 || index.some((key) => fitsBody(version === 1 ? key : tokenKey(key, header), body, stored));
  return { body: 'OPENS', fault: fits ? null : foreignTokens, ...namedBy(opened.body) };
}
