import { randomFillSync } from 'node:crypto';

/**
 * Random bytes that nobody else gets: nonces and salts.
 *
 * Why a block at a time: a call of the generator takes longer than its bytes. Never handed out twice.
 *
 * @param size at most the block, 4096
 */
export function takeRandom(size: number): Buffer {
  if (at + size > block.length) {
    randomFillSync(block);
    at = 0;
  }
  const taken = block.subarray(at, at + size);
  at += size;
  return taken;
}

const block = Buffer.alloc(4096);
let at = block.length;
