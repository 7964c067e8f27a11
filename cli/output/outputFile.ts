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
 * Creates files, each readable by its owner alone, before anything irreversible is done, and does the work. Where that fails,
 * removes them: a partial file looks like a whole one.
 *
 * @param paths undefined: standard output
 * @throws BAD_USER_INPUT where a file exists or cannot be created; and what the work throws
 */
export async function withNewFiles<T>(paths: readonly (string | undefined)[], work: () => Promise<T>): Promise<T> {
  const created: string[] = [];
  try {
    for (const path of paths) {
      if (path === undefined) continue;
      await createFile(path);
      created.push(path);
    }
    return await work();
  } catch (error) {
    for (const path of created) await rm(path, { force: true });
    throw error;
  }
}

async function createFile(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.close();
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw badUserInput(`${path} ${exists ? 'is there already' : 'cannot be written'}.`, {
      hint: exists ? 'Name another file, or remove this one first.' : 'Name a file in a folder that you may write.',
      cause,
    });
  }
}

/** Writes everything to a file created before, or to standard output, and counts and hashes it. */
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

/** Code of the error where the reader has closed standard output. */
export const outputClosed = 'OUTPUT_CLOSED';

/**
 * Writes everything to standard output, which stays open.
 *
 * @throws an error of code OUTPUT_CLOSED where its reader has closed it. Why its own code: a lost database gives EPIPE too
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
