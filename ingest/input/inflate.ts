// SPDX-License-Identifier: Apache-2.0
import { createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib';
import { InputDamage } from './damage.js';

/** Packed bytes given to the engine at once: deflate makes at most 1032 times as many, so 8 MB wait at most. */
const stepBytes = 8_192;
const outputBytes = 131_072;

/** How bytes are packed: gzip with any number of members, or the bare deflate data of a zip entry. */
export type Packing = 'gzip' | 'deflate';

/**
 * Unpacks, streamed.
 *
 * @remarks Why not a pipe: a stream that fails throws away what it holds, more or less of it each time. Here all that
 * could be unpacked is yielded, and only then the failure is thrown.
 * @throws InputDamage where the packed bytes end early or are not what they should be
 */
export async function* inflate(packed: AsyncIterable<Buffer>, packing: Packing, name: string): AsyncGenerator<Buffer> {
  const engine =
    packing === 'gzip' ? createGunzip({ chunkSize: outputBytes }) : createInflateRaw({ chunkSize: outputBytes });
  const run = observe(engine);
  try {
    for await (const chunk of packed) {
      for (let at = 0; at < chunk.length; at += stepBytes) {
        await run.step(chunk.subarray(at, at + stepBytes));
        yield* run.take();
        if (run.failure()) throw toDamage(run.failure() as NodeJS.ErrnoException, name);
      }
    }
    await run.end();
    yield* run.take();
    if (run.failure()) throw toDamage(run.failure() as NodeJS.ErrnoException, name);
  } finally {
    engine.destroy();
  }
}

interface Run {
  /** Settles when the bytes are unpacked, or never will be. */
  step(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  take(): Buffer[];
  failure(): Error | undefined;
}

function observe(engine: Gunzip | InflateRaw): Run {
  let ready: Buffer[] = [];
  let failure: Error | undefined;
  let over = false;
  let settle = (): void => {};
  engine.on('data', (bytes: Buffer) => ready.push(bytes));
  engine.on('error', (error) => {
    failure = error;
    over = true;
    settle();
  });
  // Ends before all input is given: what follows the packed data is none.
  engine.on('end', () => {
    over = true;
    settle();
  });
  const settled = (begin: () => void): Promise<void> =>
    new Promise((resolve) => {
      settle = resolve;
      if (over) resolve();
      else begin();
    });
  return {
    step: (bytes) => settled(() => engine.write(bytes, () => settle())),
    end: () => settled(() => engine.end()),
    take: () => {
      const taken = ready;
      ready = [];
      return taken;
    },
    failure: () => failure,
  };
}

function toDamage(error: NodeJS.ErrnoException, name: string): InputDamage {
  return error.code === 'Z_BUF_ERROR'
    ? new InputDamage('file.truncated', `${name} is cut off: its packed data ends early.`)
    : new InputDamage('file.damaged', `${name} is damaged: its packed data cannot be unpacked from here on.`);
}
