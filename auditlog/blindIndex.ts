import { createHmacSha256 } from './hmac.js';
import type { EntryBody } from './types.js';

/** What a token stands for: each kind has tokens of its own, so that equal texts of two kinds do not meet. */
export type BlindKind = 'entity' | 'case' | 'source';

/** The part of a body that entries are found by. */
type Indexed = Pick<EntryBody, 'caseReference'> & {
  readonly disclosed: readonly { readonly ids: readonly string[] }[];
};

/**
 * A token to find sealed things by: HMAC-SHA256 under the blind index key, its first 16 bytes, as 32 hex digits. Equal
 * inputs give equal tokens, and without the key nobody can tell which.
 *
 * @param text the entity's public id, a case reference, or a source address
 */
export function blindToken(key: Uint8Array, kind: BlindKind, text: string): string {
  return createHmacSha256(key).hex(message(kind, text)).slice(0, 32);
}

/** Tokens of one entry, without repeats: every entity that it discloses, and its case. */
export function tokensOf(key: Uint8Array, body: Indexed): readonly string[] {
  const hmac = createHmacSha256(key);
  const token = (kind: BlindKind, text: string): string => hmac.hex(message(kind, text)).slice(0, 32);
  const tokens = new Set(body.disclosed.flatMap(({ ids }) => ids.map((id) => token('entity', id))));
  if (body.caseReference !== null) tokens.add(token('case', body.caseReference));
  return [...tokens];
}

/** Tokens of one entry, 16 bytes each, one behind the other; a repeated id has its token at each place. */
export type PackedTokens = Uint32Array;

/** Makes the tokens of entries for one key. */
export interface TokenMaker {
  pack(body: Indexed): PackedTokens;
}

/**
 * A maker that remembers the tokens of the entities that came up last: a token is the same for every viewer, so that
 * nothing of one answer is in it. Bounded: two generations of `size`, the older one forgotten when the younger is full.
 */
export function createTokenMaker(key: Uint8Array, size = 65_536): TokenMaker {
  const hmac = createHmacSha256(key);
  let young = createGeneration(size);
  let old = createGeneration(0);

  /** Writes the token of an entity at a place of `into`. */
  function writeEntity(id: string, into: Uint32Array, at: number): void {
    let slot = young.slots.get(id);
    if (slot === undefined) slot = remember(id);
    const from = slot * words;
    const { tokens } = young;
    for (let i = 0; i < words; i += 1) into[at + i] = tokens[from + i] as number;
  }

  function remember(id: string): number {
    if (young.slots.size >= size) {
      old = young;
      young = createGeneration(size);
    }
    const slot = young.slots.size;
    young.slots.set(id, slot);
    const known = old.slots.get(id);
    if (known === undefined) young.bytes.write(hmac.binary(message('entity', id)), slot * bytes, bytes, 'latin1');
    else young.bytes.set(old.bytes.subarray(known * bytes, (known + 1) * bytes), slot * bytes);
    return slot;
  }

  return {
    pack({ disclosed, caseReference }) {
      let count = caseReference === null ? 0 : 1;
      for (const { ids } of disclosed) count += ids.length;
      const packed = new Uint32Array(count * words);
      let at = 0;
      for (const { ids } of disclosed) {
        for (const id of ids) {
          writeEntity(id, packed, at);
          at += words;
        }
      }
      if (caseReference !== null) {
        Buffer.from(packed.buffer).write(hmac.binary(message('case', caseReference)), at * 4, bytes, 'latin1');
      }
      return packed;
    },
  };
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

function createGeneration(size: number): Generation {
  const tokens = new Uint32Array(size * words);
  return { slots: new Map(), bytes: Buffer.from(tokens.buffer), tokens };
}

function message(kind: BlindKind, text: string): string {
  // The kind has no NUL in it, so that no two (kind, text) pairs are one message.
  return `portcullis/audit/${kind}\0${text}`;
}
