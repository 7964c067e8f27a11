import { open, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { badUserInput } from '../schema/errors.js';

/**
 * Makes the file, for its owner alone, before anything is done that cannot be taken back; nothing where there is no path.
 *
 * @throws BAD_USER_INPUT where there is such a file, or none can be made
 */
export async function reserveFile(path: string | undefined): Promise<void> {
  if (path === undefined) return;
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

/** Takes away what was written of it: a part looks like a whole. */
export async function discardFile(path: string | undefined): Promise<void> {
  if (path !== undefined) await rm(path, { force: true });
}

/** Code of the error where the reader of the output has gone. */
export const outputClosed = 'OUTPUT_CLOSED';

/**
 * Writes everything to standard output, which stays open.
 *
 * @throws an error of code OUTPUT_CLOSED where its reader has gone. Why one of its own: a database that goes away ends
 *   with the system's EPIPE too
 */
export async function writeToStdout(chunks: AsyncIterable<Buffer>, stdout: Writable): Promise<void> {
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
