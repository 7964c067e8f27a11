import { envelopesOf } from '../decided.js';
import { openBody } from '../entry/decode.js';
import { boundOf, readLeaf } from '../entry/leaf.js';
import { bytesOf, createTokenMakers, type TokenMakers, tokenKey, tokensOf } from '../entry/tokens.js';
import { type FittingEntry, tokensIn } from '../store/comparing.js';
import type { FoundKey } from '../store/keyTree/entryKeys.js';
import type { ReadBody } from '../types.js';

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

/** What was found of a body. */
export interface CheckedBody {
  /** `ABSENT`: its key is gone; `EXPIRED`: its header too. `CLOSED`: nobody tried, for want of keys; `UNSEEN`: nor looked whether its key is there. */
  readonly body: 'OPENS' | 'EXPIRED' | Exclude<FoundKey['state'], 'KNOWN'>;
  /** A sentence without an end. */
  readonly fault: string | null;
  /** Digests of the envelopes that it says it was decided under, where it was opened. */
  readonly envelopes?: readonly string[];
}

/** What of an entry whose parts fit its body is opened by, beside its key. */
export type ClosedEntry = Pick<FittingEntry, 'bytes' | 'agency' | 'at' | 'closed'>;

/** Opens the body of an entry whose parts fit, and compares its tokens. */
export function openFitting(
  { bytes, agency, at, closed }: ClosedEntry,
  { index, makers }: IndexKeys,
  key: FoundKey,
): CheckedBody {
  if (key.state !== 'KNOWN') return unopened(key);
  const leaf = closed && readLeaf(bytes);
  if (!closed || !leaf) return { body: 'CLOSED', fault: null };
  const sealed = Buffer.from(closed.sealed, 'base64');
  const tokens = tokensIn(closed);
  const decoded = { commitment: leaf, bound: boundOf(bytes), tokens: leaf.tokens };
  const opened = openBody({ decoded, sealed }, key.key);
  if (!opened) return { body: 'FALSE', fault: falseKey };
  if (!opened.hasTokens(tokens)) return { body: 'OPENS', fault: falseTokens };
  const scope = { agency, at };
  const fits =
    index.length === 0 ||
    makers.some((maker) => bytesOf(maker.pack(scope, opened.body)).equals(tokens)) ||
    index.some((key) => fitsBody(tokenKey(key, scope), opened.body, tokens));
  return { body: 'OPENS', fault: fits ? null : foreignTokens, ...namedBy(opened.body) };
}

/** A body whose key is not known. */
export function unopened({ state }: Exclude<FoundKey, { readonly state: 'KNOWN' }>): CheckedBody {
  return { body: state, fault: state === 'FALSE' ? falseKey : null };
}

/** The envelopes that a body names. */
export function namedBy({ decided }: ReadBody): Pick<CheckedBody, 'envelopes'> {
  return decided ? { envelopes: envelopesOf(decided.groups) } : {};
}

/** What may be wrong with a body and its tokens. */
export const falseKey = 'its key does not open the sealed body';
export const falseTokens = 'the blind index is not the one that the leaf commits to';
export const foreignTokens = 'the blind index does not fit the sealed body';

/** True where the stored tokens are those of the body under this key, each once. */
export function fitsBody(key: Uint8Array, body: ReadBody, stored: Buffer): boolean {
  const own = tokensOf(key, body);
  const hex = stored.toString('hex');
  // As they are written; entries of format 1 may have them in another order.
  if (own.join('') === hex) return true;
  return [...own].sort().join() === [...new Set(hex.match(/.{1,32}/g))].sort().join();
}
