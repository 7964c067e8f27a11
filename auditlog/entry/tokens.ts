import { createCodeWriter, createHmacSha256, type Hmac } from '../hmac.js';
import type { Told } from '../told.js';
import type { TokenKind } from './body/member.js';
import { packIds } from './body/packedIds.js';
import { IdTokens } from './idTokens.js';
import { createMemory } from './memory.js';

/** The kind of token for how much was told of a subject. */
export const tokenKinds: Readonly<Record<Told, TokenKind>> = {
  ASKED: 'asked',
  HIT: 'entity',
  PRESENCE: 'presence',
  SHOWN: 'entity',
};

/** The text that a number's token stands for: an IMO number is not the document of that number. Ids stand for themselves. */
export function numberText(type: string, number: string): string {
  return `${type} ${number}`;
}

/** Agency and time of an entry: entries of one agency and month share a token key. */
export interface TokenScope {
  readonly agency: string | null;
  /** UTC ISO 8601, or a prefix of it: `2026-11`. */
  readonly at: string;
}

/** What the tokens of one agency and month are made with. */
export interface TokenKey {
  /** Of texts; its first 16 bytes are the scope of ids. */
  readonly texts: Uint8Array;
  /** The tokens of ids of a kind and form: see `IdTokens`. */
  readonly ids: (name: string) => IdTokens;
}

/**
 * The token key of one agency and month, drawn from the blind index key: a reader of the tables can neither link two agencies'
 * looks at one entity nor count over months.
 */
export function tokenKey(blindIndexKey: Uint8Array, { agency, at }: TokenScope): TokenKey {
  const texts = draw(blindIndexKey, `portcullis/audit/token-key/2\0${agency ?? ''}\0${at.slice(0, 7)}`);
  return { texts, ids: idTokensOf(blindIndexKey) };
}

/** By index key. */
const idTokens = new WeakMap<Uint8Array, TokenKey['ids']>();

function idTokensOf(index: Uint8Array): TokenKey['ids'] {
  const known = idTokens.get(index);
  if (known) return known;
  const made = createMemory((name) => new IdTokens(draw(index, `portcullis/audit/id-token-key\0${name}`)), 128);
  idTokens.set(index, made);
  return made;
}

/** Name of the tokens of ids of a kind and form. */
export function idTokensName(kind: TokenKind, prefix: string): string {
  return `${kind}\0${prefix}`;
}

/** Pseudonym of an asker, under a key of agency and year: 32 hex digits. */
export function pseudonymOf(blindIndexKey: Uint8Array, scope: TokenScope, subject: string): string {
  const key = draw(blindIndexKey, `portcullis/audit/asker-key/2\0${scope.agency ?? ''}\0${scope.at.slice(0, 4)}`);
  return under(key).hex(message('asker', subject)).slice(0, 32);
}

function draw(key: Uint8Array, use: string): Uint8Array {
  return Buffer.from(under(key).binary(use), 'latin1');
}

/** One HMAC for all single codes: a search makes a token for each agency and month, each under its own key. */
const single = createHmacSha256(new Uint8Array());

function under(key: Uint8Array): Hmac {
  single.rekey(key);
  return single;
}

/** The token of a source address, under the blind index key itself; 32 hex digits. */
export function sourceToken(blindIndexKey: Uint8Array, source: string): string {
  return under(blindIndexKey).hex(message('source', source)).slice(0, 32);
}

/**
 * Tokens that find what is sealed, of one text under many keys: by `IdTokens` if it packs as an id, else the first 16 bytes of an
 * HMAC-SHA256. Equal inputs give equal tokens; without the key nobody can tell which input.
 *
 * @param text the entity's public id, a case reference, or a justification
 */
export function packUnder(keys: readonly TokenKey[], kind: TokenKind, text: string): PackedTokens {
  const tokens = new Uint32Array(keys.length * words);
  const { lists, parts: ids } = packIds(kindsOfIds.has(kind) ? [{ ids: [text] }] : []);
  const series = lists[0]?.[0];
  if (typeof series === 'object') {
    const name = idTokensName(kind, series[0]);
    // Keys of one index follow each other.
    for (let from = 0, end = 0; from < keys.length; from = end) {
      const ofIds = (keys[from] as TokenKey).ids;
      while (keys[end]?.ids === ofIds) end += 1;
      const made = ofIds(name);
      const begun = made.begin(Buffer.concat(keys.slice(from, end).map(scopeOf)));
      made.write({ begun, ids, blocks: ids.length / words }, tokens, from * words);
    }
    return tokens;
  }
  const into = bytesOf(tokens);
  const write = createCodeWriter(message(kind, text), tokenSize);
  for (const [at, { texts }] of keys.entries()) write(texts, into, at * tokenSize);
  return tokens;
}

/** Tokens of one entry, 16 bytes each, in order; a repeated id repeats its token. */
export type PackedTokens = Uint32Array;

/** The tokens as bytes of the same memory. */
export function bytesOf(tokens: PackedTokens): Buffer {
  return Buffer.from(tokens.buffer, tokens.byteOffset, tokens.byteLength);
}

/** Size of a token, bytes. */
export const tokenSize = 16;
const words = tokenSize / 4;

/** The kinds of tokens of whom a body names; of other kinds a text is never an id. */
const kindsOfIds: ReadonlySet<TokenKind> = new Set(Object.values(tokenKinds));

/** The block of 16 bytes that stands for an agency and month in the tokens of ids. */
export function scopeOf({ texts }: TokenKey): Uint8Array {
  return texts.subarray(0, tokenSize);
}

/** What an HMAC is made of. */
export function message(kind: TokenKind | 'asker', text: string): string {
  // A kind contains no NUL, so no two (kind, text) pairs make one message.
  return `portcullis/audit/${kind}\0${text}`;
}
