import { numberTypes } from '../../schema/identifiers/identifierKey.js';
import { createCodeWriter, createHmacSha256, type Hmac } from '../hmac.js';
import { type Told, toldOf } from '../told.js';
import type { DisclosedGroup, EntryBody } from '../types.js';
import type { TokenKind } from './body/member.js';
import { wordsOf } from './body/words.js';
import { createMemory } from './memory.js';

/** The part of a body that entries are found by. */
type Indexed = Partial<Omit<EntryBody, 'disclosed'>> & {
  readonly disclosed: readonly Named[];
};

/** Subjects of one kind, as a body names them. */
type Named = Pick<DisclosedGroup, 'ids' | 'hit' | 'presence' | 'asked'> & { readonly type?: string };

/** The kind of token for how much was told of somebody. */
export const kindsOfTold: Readonly<Record<Told, TokenKind>> = {
  ASKED: 'asked',
  HIT: 'entity',
  PRESENCE: 'presence',
  SHOWN: 'entity',
};

/** What the tokens of a number stand for: an IMO number is not the document of that number. Of ids nothing is put before them. */
export function numberText(type: string, number: string): string {
  return `${type} ${number}`;
}

/** The agency of an entry and when it was placed: entries of one agency and month share a token key. */
export interface TokenScope {
  readonly agency: string | null;
  /** UTC ISO 8601, or its beginning: `2026-11`. */
  readonly at: string;
}

/**
 * The key of the tokens of one agency and month, drawn from the blind index key. So who reads the tables can neither link
 * the looks of two agencies at one entity nor count over months.
 */
export function tokenKey(blindIndexKey: Uint8Array, { agency, at }: TokenScope): Uint8Array {
  return draw(blindIndexKey, `portcullis/audit/token-key/2\0${agency ?? ''}\0${at.slice(0, 7)}`);
}

/** Pseudonym of somebody who asked, under a key of agency and year: 32 hex digits. */
export function pseudonymOf(blindIndexKey: Uint8Array, scope: TokenScope, subject: string): string {
  const key = draw(blindIndexKey, `portcullis/audit/asker-key/2\0${scope.agency ?? ''}\0${scope.at.slice(0, 4)}`);
  return under(key).hex(message('asker', subject)).slice(0, 32);
}

function draw(key: Uint8Array, use: string): Uint8Array {
  return Buffer.from(under(key).binary(use), 'latin1');
}

/** One for all codes that are made singly: a search has a token for each agency and month, each under a key of its own. */
const single = createHmacSha256(new Uint8Array());

function under(key: Uint8Array): Hmac {
  single.rekey(key);
  return single;
}

/**
 * A token to find sealed things by: HMAC-SHA256, its first 16 bytes, as 32 hex digits. Equal inputs give equal tokens, and
 * without the key nobody can tell which.
 *
 * @param key of agency and month; for a source address the blind index key itself
 * @param text the entity's public id, a case reference, a justification, or a source address
 */
export function blindToken(key: Uint8Array, kind: TokenKind, text: string): string {
  return under(key).hex(message(kind, text)).slice(0, 32);
}

/** The tokens of one text under many keys, as `blindToken` makes each. */
export function packUnder(keys: readonly Uint8Array[], kind: TokenKind, text: string): PackedTokens {
  const tokens = new Uint32Array(keys.length * words);
  const into = bytesOf(tokens);
  const write = createCodeWriter(message(kind, text), bytes);
  for (const [at, key] of keys.entries()) write(key, into, at * bytes);
  return tokens;
}

/** Tokens of one entry, 16 bytes each, one behind the other; a repeated id has its token at each place. */
export type PackedTokens = Uint32Array;

/** Makes the tokens of entries for one key. */
export interface TokenMaker {
  /** Tokens that are remembered. */
  readonly size: number;
  pack(body: Indexed): PackedTokens;
}

/** Makes the tokens of entries, of whatever agency and month. */
export interface TokenMakers {
  pack(scope: TokenScope, body: Indexed): PackedTokens;
}

/** Tokens that one maker remembers in each of its two generations, and that all of them remember. */
const most = 65_536;
const mostOfAll = 2 * most;

/** Makers of all agencies and months, of which the ones used last are remembered: as many as their tokens have room. */
export function createTokenMakers(blindIndexKey: Uint8Array, room = mostOfAll): TokenMakers {
  const makers = new Map<string, TokenMaker>();
  return {
    pack(scope, body) {
      const name = `${scope.agency ?? ''}\0${scope.at.slice(0, 7)}`;
      const maker = makers.get(name) ?? createTokenMaker(tokenKey(blindIndexKey, scope));
      // Put behind the others: the first is the one that was not used for longest.
      makers.delete(name);
      makers.set(name, maker);
      const before = maker.size;
      const packed = maker.pack(body);
      if (maker.size <= before) return packed;
      let remembered = 0;
      for (const { size } of makers.values()) remembered += size;
      for (const [other, { size }] of makers) {
        if (remembered <= room || other === name) break;
        makers.delete(other);
        remembered -= size;
      }
      return packed;
    },
  };
}

/**
 * A maker that remembers the tokens of the entities that came up last: a token is the same for every viewer of an agency, so that
 * nothing of one answer is in it. Bounded: two generations of `size`, the older one forgotten when the younger is full.
 */
export function createTokenMaker(key: Uint8Array, size = most): TokenMaker {
  const hmac = createHmacSha256(key);
  const wordOf = createMemory((text) => hmac.binary(text));
  let young = createGeneration(Math.min(size, smallest));
  let old = createGeneration(0);

  /** Writes the token of somebody at a place of `into`. */
  function writeEntity(text: string, into: Uint32Array, at: number): void {
    let slot = young.slots.get(text);
    if (slot === undefined) slot = remember(text);
    const from = slot * words;
    const { tokens } = young;
    for (let i = 0; i < words; i += 1) into[at + i] = tokens[from + i] as number;
  }

  function remember(text: string): number {
    if (young.slots.size >= size) {
      old = young;
      young = createGeneration(Math.min(size, smallest));
    }
    const slot = young.slots.size;
    if (slot * words >= young.tokens.length) young = grown(young, size);
    young.slots.set(text, slot);
    const known = old.slots.get(text);
    if (known === undefined) young.bytes.write(hmac.binary(messageOf(text)), slot * bytes, bytes, 'latin1');
    else young.bytes.set(old.bytes.subarray(known * bytes, (known + 1) * bytes), slot * bytes);
    return slot;
  }

  return {
    get size() {
      return young.slots.size + old.slots.size;
    },
    pack(body) {
      const found = wordsOf(body);
      let count = found.length;
      for (const { ids } of body.disclosed) count += ids.length;
      const packed = new Uint32Array(count * words);
      let at = 0;
      for (const group of body.disclosed) {
        const kind = kindsOfTold[toldOf(group)];
        const start = before(group);
        for (const id of group.ids) {
          writeEntity(keyOf(kind, start === '' ? id : start + id), packed, at);
          at += words;
        }
      }
      for (const [kind, text] of found) {
        bytesOf(packed).write(wordOf(message(kind, text)), at * 4, bytes, 'latin1');
        at += words;
      }
      return packed;
    },
  };
}

/** What stands before the ids of a group in the text that their tokens stand for. */
function before({ type }: Named): string {
  return type !== undefined && numberTypes.has(type) ? numberText(type, '') : '';
}

/**
 * What a token is remembered by: its text, with its kind before it. Why none before most: that would make a text of each id.
 * Invariant: a NUL at the beginning says that a kind follows, whatever text a client stated.
 */
function keyOf(kind: TokenKind, text: string): string {
  return kind === 'entity' && text.charCodeAt(0) !== 0 ? text : `\0${kind}\0${text}`;
}

function messageOf(key: string): string {
  if (key.charCodeAt(0) !== 0) return message('entity', key);
  const end = key.indexOf('\0', 1);
  return message(key.slice(1, end) as TokenKind, key.slice(end + 1));
}

/** The same tokens as bytes, in the same memory. */
export function bytesOf(tokens: PackedTokens): Buffer {
  return Buffer.from(tokens.buffer, tokens.byteOffset, tokens.byteLength);
}

/** Size of a token, bytes and 32-bit words. */
const bytes = 16;
const words = 4;

/** Tokens of some entities: `slots` says where in `tokens` each stands; `bytes` is the same memory. */
interface Generation {
  readonly slots: Map<string, number>;
  readonly bytes: Buffer;
  readonly tokens: Uint32Array;
}

/** Tokens that a maker has room for at first. */
const smallest = 256;

/** The same with twice the room. */
function grown(generation: Generation, size: number): Generation {
  const tokens = new Uint32Array(Math.min(generation.tokens.length * 2, size * words));
  tokens.set(generation.tokens);
  return { slots: generation.slots, bytes: Buffer.from(tokens.buffer), tokens };
}

function createGeneration(size: number): Generation {
  const tokens = new Uint32Array(size * words);
  return { slots: new Map(), bytes: Buffer.from(tokens.buffer), tokens };
}

function message(kind: TokenKind | 'asker', text: string): string {
  // The kind has no NUL in it, so that no two (kind, text) pairs are one message.
  return `portcullis/audit/${kind}\0${text}`;
}
