import { numberTypes } from '../../schema/identifiers/identifierKey.js';
import { createCodeWriter, createHmacSha256, type Hmac } from '../hmac.js';
import { type Told, toldOf } from '../told.js';
import type { DisclosedGroup, EntryBody } from '../types.js';
import type { TokenKind } from './body/member.js';
import { wordsOf } from './body/words.js';
import { createMemory } from './memory.js';

/** The part of a body that entries are found by. Subjects of one kind, as a body names them, are a `Named`. */
type Indexed = Partial<Omit<EntryBody, 'disclosed'>> & {
  readonly disclosed: readonly Named[];
};

type Named = Pick<DisclosedGroup, 'ids' | 'hit' | 'presence' | 'asked'> & { readonly type?: string };

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

/**
 * The token key of one agency and month, drawn from the blind index key: a reader of the tables can neither link two agencies'
 * looks at one entity nor count over months.
 */
export function tokenKey(blindIndexKey: Uint8Array, { agency, at }: TokenScope): Uint8Array {
  return draw(blindIndexKey, `portcullis/audit/token-key/2\0${agency ?? ''}\0${at.slice(0, 7)}`);
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

/**
 * A token that finds what is sealed: the first 16 bytes of an HMAC-SHA256, as 32 hex digits. Equal inputs give equal tokens;
 * without the key nobody can tell which input.
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

/** Tokens of one entry, 16 bytes each, in order; a repeated id repeats its token. */
export type PackedTokens = Uint32Array;

/** Makes the tokens of entries for one key. */
export interface TokenMaker {
  /** Number of remembered tokens. */
  readonly size: number;
  pack(body: Indexed): PackedTokens;
}

/** Makes the tokens of entries of any agency and month. */
export interface TokenMakers {
  pack(scope: TokenScope, body: Indexed): PackedTokens;
}

/** Tokens that one maker remembers in each of its two generations, and that all makers remember together. */
const maxPerGeneration = 65_536;
const maxTotal = 2 * maxPerGeneration;

/** Makers for all agencies and months; the least recently used are forgotten once there are more than `room` tokens. */
export function createTokenMakers(blindIndexKey: Uint8Array, room = maxTotal): TokenMakers {
  const makers = new Map<string, TokenMaker>();
  return {
    pack(scope, body) {
      const name = `${scope.agency ?? ''}\0${scope.at.slice(0, 7)}`;
      const maker = makers.get(name) ?? createTokenMaker(tokenKey(blindIndexKey, scope));
      // Moved to the end: the first maker is the least recently used.
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
 * A maker that remembers the tokens of the latest entities; a token is the same for every viewer of an agency, so it carries nothing
 * from one answer into another. Bounded: two generations of `size`, the older one forgotten when the younger is full.
 */
export function createTokenMaker(key: Uint8Array, size = maxPerGeneration): TokenMaker {
  const hmac = createHmacSha256(key);
  const wordOf = createMemory((text) => hmac.binary(text));
  let young = createGeneration(Math.min(size, smallest));
  let old = createGeneration(0);

  /** Writes the token of an entity into `into` at a word offset. */
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
        const kind = tokenKinds[toldOf(group)];
        const start = prefixOf(group);
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

/** What precedes a group's ids in the texts of their tokens. */
function prefixOf({ type }: Named): string {
  return type !== undefined && numberTypes.has(type) ? numberText(type, '') : '';
}

/**
 * What a token is remembered by: its kind and text; for most, the text alone, since a prefix would allocate a text for each id.
 * Invariant: a leading NUL says that a kind follows, whatever text a client stated.
 */
function keyOf(kind: TokenKind, text: string): string {
  return kind === 'entity' && text.charCodeAt(0) !== 0 ? text : `\0${kind}\0${text}`;
}

function messageOf(key: string): string {
  if (key.charCodeAt(0) !== 0) return message('entity', key);
  const end = key.indexOf('\0', 1);
  return message(key.slice(1, end) as TokenKind, key.slice(end + 1));
}

/** The tokens as bytes of the same memory. */
export function bytesOf(tokens: PackedTokens): Buffer {
  return Buffer.from(tokens.buffer, tokens.byteOffset, tokens.byteLength);
}

/** Size of a token, bytes and 32-bit words. */
const bytes = 16;
const words = 4;

/** Tokens of some entities: `slots` says where each is in `tokens`; `bytes` is the same memory. */
interface Generation {
  readonly slots: Map<string, number>;
  readonly bytes: Buffer;
  readonly tokens: Uint32Array;
}

/** Initial room of a maker, tokens. */
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
  // A kind contains no NUL, so no two (kind, text) pairs make one message.
  return `portcullis/audit/${kind}\0${text}`;
}
