import { createCipheriv } from 'node:crypto';

/** What tokens are made of: several ids under one scope, or one id under several. */
export interface Scoped {
  /** What `begin` gave. */
  readonly begun: Uint32Array;
  /** The blocks of the ids, four words each. */
  readonly ids: Uint32Array;
  /** Blocks of one id: 1 or 2. */
  readonly blocks: number;
}

/**
 * Makes the tokens of ids of one kind and form: AES-256-CMAC (NIST SP 800-38B) over a block of the scope and the blocks of the id, with
 * the id's last block XORed to it, so that its key tells no id that one does not have.
 *
 * Why not HMAC, as for texts: one call makes the tokens of many ids, faster than they could be remembered.
 */
export class IdTokens {
  readonly #cipher: ReturnType<typeof createCipheriv>;
  readonly #subkey: Uint32Array;

  /** @param key 32 bytes */
  constructor(key: Uint8Array) {
    this.#cipher = createCipheriv('aes-256-ecb', key, null);
    this.#cipher.setAutoPadding(false);
    this.#subkey = wordsIn(doubled(this.#cipher.update(Buffer.alloc(blockSize))));
  }

  /** The part of a CMAC before its id, of each scope; a block each. */
  begin(scopes: Uint8Array): Uint32Array {
    return wordsIn(this.#cipher.update(scopes));
  }

  /** Writes tokens, four words each, from a word on. */
  write({ begun, ids, blocks }: Scoped, into: Uint32Array, at: number): void {
    const count = Math.max(begun.length, ids.length / blocks) / words;
    // How far the next scope is, and the next id: nowhere where there is but one.
    const [scope, id] = [begun.length > words ? words : 0, ids.length > words * blocks ? words * blocks : 0];
    for (let from = 0; from < count; from += atOnce) {
      const some = Math.min(atOnce, count - from);
      mixed.fill(0, 0, some * words);
      mix(begun, from * scope, scope, some);
      for (let block = 0; block < blocks; block += 1) {
        mix(ids, from * id + block * words, id, some);
        if (block === blocks - 1) mix(this.#subkey, 0, 0, some);
        mixedBytes.set(this.#cipher.update(mixedBytes.subarray(0, some * blockSize)));
      }
      mix(ids, from * id + (blocks - 1) * words, id, some);
      into.set(mixed.subarray(0, some * words), at + from * words);
    }
  }
}

/** XORs blocks to those in `mixed`, each `step` words behind the last. */
function mix(blocks: Uint32Array, from: number, step: number, count: number): void {
  for (let to = 0, at = from; to < count * words; to += words, at += step) {
    mixed[to] = (mixed[to] as number) ^ (blocks[at] as number);
    mixed[to + 1] = (mixed[to + 1] as number) ^ (blocks[at + 1] as number);
    mixed[to + 2] = (mixed[to + 2] as number) ^ (blocks[at + 2] as number);
    mixed[to + 3] = (mixed[to + 3] as number) ^ (blocks[at + 3] as number);
  }
}

/** The product with x in the field of SP 800-38B section 5.3. */
function doubled(block: Uint8Array): Uint8Array {
  const product = Uint8Array.from(block, (byte, at) => (byte << 1) | ((block[at + 1] ?? 0) >> 7));
  if ((block[0] as number) & 0x80) product[blockSize - 1] = (product[blockSize - 1] as number) ^ 0x87;
  return product;
}

/** A copy of some bytes as words of this machine. */
function wordsIn(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

const blockSize = 16;
const words = 4;
/** How many tokens are made by one call. */
const atOnce = 256;
const mixed = new Uint32Array(atOnce * words);
const mixedBytes = Buffer.from(mixed.buffer);
