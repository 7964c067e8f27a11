import { randomFillSync } from 'node:crypto';

/**
 * Random bytes for nonces and salts; none is handed out twice. Drawn a block at a time: a call of the generator costs more than
 * its bytes.
 *
 * @param size at most 4096
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
