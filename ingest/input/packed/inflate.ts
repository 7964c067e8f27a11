import { createInflateRaw, type InflateRaw } from 'node:zlib';
import { InputDamage } from '../damage.js';
import { openPackedBytes, type PackedBytes } from './packedBytes.js';

/** Packed bytes given to the engine at once: deflate unpacks them to at most 1032 times as many, so 8 MB wait at most. */
const stepBytes = 8_192;
const outputBytes = 131_072;

/** Unpacks the bare deflate data of a zip entry. @throws InputDamage; see `inflateStream` */
export async function* inflate(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const packed = openPackedBytes(chunks);
  try {
    yield* inflateStream(packed, name);
  } finally {
    await packed.close();
  }
}

/**
 * Unpacks one stream of deflate data (RFC 1951), and leaves what follows it.
 *
 * @remarks Why not a pipe: a stream that fails drops what it holds. Here all that could be unpacked is yielded first, and
 *   then the failure is thrown.
 * @throws InputDamage where the packed bytes end early or are wrong
 */
export async function* inflateStream(packed: PackedBytes, name: string): AsyncGenerator<Buffer> {
  const engine = createInflateRaw({ chunkSize: outputBytes });
  const unpacking = observe(engine);
  let given = 0;
  try {
    for (let chunk = await packed.next(); chunk !== null; chunk = await packed.next()) {
      for (let at = 0; at < chunk.length; at += stepBytes) {
        const step = chunk.subarray(at, at + stepBytes);
        await unpacking.step(step);
        yield* unpacking.take();
        if (unpacking.failure()) throw toDamage(unpacking.failure() as NodeJS.ErrnoException, name);
        given += step.length;
        if (!unpacking.isOver()) continue;
        packed.unread(chunk.subarray(at + step.length - (given - engine.bytesWritten)));
        return;
      }
    }
    await unpacking.end();
    yield* unpacking.take();
    if (unpacking.failure()) throw toDamage(unpacking.failure() as NodeJS.ErrnoException, name);
  } finally {
    engine.destroy();
  }
}

interface Unpacking {
  /** Settles when the bytes are unpacked, or never will be. */
  step(bytes: Buffer): Promise<void>;
  end(): Promise<void>;
  take(): Buffer[];
  failure(): Error | undefined;
  /** True where the packed data has ended: what follows is not part of it. */
  isOver(): boolean;
}

function observe(engine: InflateRaw): Unpacking {
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
  // The engine ends before all input is given where something follows the packed data.
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
    isOver: () => over,
  };
}

function toDamage(error: NodeJS.ErrnoException, name: string): InputDamage {
  return error.code === 'Z_BUF_ERROR'
    ? new InputDamage('file.truncated', `${name} is cut off: its packed data ends early.`)
    : new InputDamage('file.damaged', `${name} is damaged: its packed data cannot be unpacked from here on.`);
}
