import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { badUserInput } from '../../schema/errors.js';

/** Where an export goes. */
export interface Destination {
  /** Path of a new file; standard output where absent. */
  readonly output?: string | undefined;
  readonly stdout: Writable;
}

/**
 * Makes files, each for its owner alone, before anything is done that cannot be taken back, and does the work. Where that fails they are
 * taken away again: a part looks like a whole.
 *
 * @param paths undefined: standard output, which is not made
 * @throws BAD_USER_INPUT where there is such a file, or none can be made; and what the work throws
 */
export async function withNewFiles<T>(paths: readonly (string | undefined)[], work: () => Promise<T>): Promise<T> {
  const made: string[] = [];
  try {
    for (const path of paths) {
      if (path === undefined) continue;
      await makeFile(path);
      made.push(path);
    }
    return await work();
  } catch (error) {
    for (const path of made) await rm(path, { force: true });
    throw error;
  }
}

async function makeFile(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.close();
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw badUserInput(`${path} ${isThere ? 'is there already' : 'cannot be written'}.`, {
      hint: isThere ? 'Name another file, or take this one away first.' : 'Name a file in a folder of yours.',
      cause,
    });
  }
}

/** Writes everything to a file that was made, or to standard output; gives how much it was. */
export async function writeOut(
  chunks: AsyncIterable<Buffer>,
  { output, stdout }: Destination,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      digest.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  if (output === undefined) await writeToStdout(counted(), stdout);
  else await pipeline(Readable.from(counted()), createWriteStream(output, { flags: 'r+' }));
  return { bytes, sha256: digest.digest('hex') };
}

/** Code of the error where the reader of the output has gone. */
export const outputClosed = 'OUTPUT_CLOSED';

/**
 * Writes everything to standard output, which stays open.
 *
 * @throws an error of code OUTPUT_CLOSED where its reader has gone. Why one of its own: a database that goes away ends
 *   with the system's EPIPE too
 */
async function writeToStdout(chunks: AsyncIterable<Buffer>, stdout: Writable): Promise<void> {
  let closed: unknown;
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE') closed = error;
  };
  stdout.once('error', onError);
  try {
    await pipeline(Readable.from(chunks), stdout, { end: false });
  } catch (error) {
    if (error !== closed) throw error;
    throw Object.assign(new Error('standard output is closed', { cause: error }), { code: outputClosed });
  } finally {
    stdout.off('error', onError);
  }
}
