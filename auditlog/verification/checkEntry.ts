import { createHash } from 'node:crypto';
import { decodeEntry, isInPlace, type OpenedBody, openBody } from '../entry/decode.js';
import type { DecodedEntry } from '../entry/decoded.js';
import { tokenKey, tokensOf } from '../entry/tokens.js';
import { type AuditKeys, indexKeys, sealKeys } from '../keys.js';
import { type Hash, leafHash } from '../merkle.js';
import { findFalseColumns, type StoredEntry } from '../store/rows.js';
import { sameHash } from '../verifyProof.js';

/** Keys that open bodies and find tokens; empty where they are not known. */
export interface BodyKeys {
  readonly seal: readonly Uint8Array[];
  readonly index: readonly Uint8Array[];
}

/** What one stored entry says of itself, whatever stands around it. */
export interface CheckedEntry {
  /** What is wrong with it, in sentences without an end. */
  readonly faults: readonly string[];
  /** Null where the stored bytes are no entry. */
  readonly decoded: DecodedEntry | null;
  /** Hash of the stored bytes, and the stored hash where that is another one. */
  readonly leaves: readonly Hash[];
  /** `ABSENT`: its key is gone. `CLOSED`: nobody tried, for want of keys. */
  readonly body: 'OPENS' | 'ABSENT' | 'CLOSED' | 'FALSE';
}

/** The keys of a verification that are there. */
export function bodyKeys(keys: {
  readonly auditSeal?: Uint8Array | undefined;
  readonly blindIndex?: Uint8Array | undefined;
  readonly previous?: AuditKeys['previous'] | undefined;
}): BodyKeys {
  const { auditSeal, blindIndex, previous } = keys;
  const older = previous ? { previous } : {};
  return {
    seal: auditSeal ? sealKeys({ auditSeal, ...older }) : [],
    index: blindIndex ? indexKeys({ blindIndex, ...older }) : [],
  };
}

/** Checks bytes, leaf, columns, the sealed body against its commitment, its key, and the tokens against the body. */
export function checkEntry(entry: StoredEntry, log: string, keys: BodyKeys): CheckedEntry {
  const leaf = leafHash(entry.bytes);
  const isLeaf = sameHash(leaf, entry.leafHash);
  const faults = isLeaf ? [] : ['the stored bytes do not hash to the stored leaf'];
  const leaves = isLeaf ? [leaf] : [leaf, entry.leafHash];
  const decoded = decodeEntry(entry);
  if (!decoded) {
    return { faults: [...faults, 'the stored bytes are no entry in canonical form'], decoded, leaves, body: 'FALSE' };
  }
  if (!isInPlace(decoded, entry)) faults.push('its leaf was made for another place');
  for (const column of findFalseColumns(decoded, { ...entry.columns, log })) {
    faults.push(`the column ${column} does not say what the stored bytes say`);
  }
  const { body, fault } = checkBody(entry, decoded, keys);
  return { faults: fault === null ? faults : [...faults, fault], decoded, leaves, body };
}

/**
 * Entries that were found whole, by what was stored of them: one that is stored as it was then need not be opened again.
 * Holds those of the last reading alone.
 */
export class WholeEntries {
  #before = new Map<number, string>();
  #now = new Map<number, string>();

  /** As `checkEntry`, once for what is stored the same. */
  check(entry: StoredEntry, log: string, keys: BodyKeys): CheckedEntry {
    const print = fingerprintOf(entry);
    if (this.#before.get(entry.index) === print) {
      this.#now.set(entry.index, print);
      return { faults: [], decoded: null, leaves: [entry.leafHash], body: 'OPENS' };
    }
    const checked = checkEntry(entry, log, keys);
    if (checked.faults.length === 0 && checked.body === 'OPENS') this.#now.set(entry.index, print);
    return checked;
  }

  /** The next reading begins. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}

function fingerprintOf({ bytes, header, leafHash: leaf, sealed, wrappedKey, tokens, columns }: StoredEntry): string {
  return createHash('sha256')
    .update(
      JSON.stringify([bytes.length, header?.length, leaf.length, sealed.length, wrappedKey?.length, tokens, columns]),
    )
    .update(bytes)
    .update(header ?? '')
    .update(leaf)
    .update(sealed)
    .update(wrappedKey ?? '')
    .digest('base64');
}

function checkBody(
  entry: StoredEntry,
  decoded: DecodedEntry,
  { seal, index }: BodyKeys,
): { readonly body: CheckedEntry['body']; readonly fault: string | null } {
  const { sealed, wrappedKey, tokens } = entry;
  if (!sameHash(createHash('sha256').update(sealed).digest(), decoded.commitment.body)) {
    return { body: 'FALSE', fault: 'the sealed body is not the one that the leaf commits to' };
  }
  if (wrappedKey === null) {
    const fault = tokens !== '' ? 'the blind index names what no body says: its key is gone' : null;
    return { body: 'ABSENT', fault };
  }
  if (seal.length === 0) return { body: 'CLOSED', fault: null };
  const opened = openBody({ decoded, sealed, wrappedKey }, seal);
  if (!opened) return { body: 'FALSE', fault: 'its key does not open the sealed body' };
  // A removed token would hide a disclosure, an added one would invent it.
  if (!opened.hasTokens(Buffer.from(tokens, 'hex'))) {
    return { body: 'OPENS', fault: 'the blind index is not the one that the leaf commits to' };
  }
  const fits = index.length === 0 || index.some((key) => fitsBody(key, decoded, opened, tokens));
  return { body: 'OPENS', fault: fits ? null : 'the blind index does not fit the sealed body' };
}

/** True where the stored tokens are those of the body, each once, under this blind index key. */
function fitsBody(key: Uint8Array, { version, header }: DecodedEntry, { body }: OpenedBody, stored: string): boolean {
  const found = [...new Set(stored.match(/.{1,32}/g))].sort().join();
  // In format 1 the key was the same for all, and a justification had no token.
  const own = version === 1 ? tokensOf(key, { ...body, justification: null }) : tokensOf(tokenKey(key, header), body);
  return [...own].sort().join() === found;
}
