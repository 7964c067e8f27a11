import { open, rm } from 'node:fs/promises';
import { PortcullisError } from '../schema/errors.js';

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
    throw new PortcullisError('BAD_USER_INPUT', {
      message: `${path} ${isThere ? 'is there already' : 'cannot be written'}.`,
      facts: {
        hint: isThere ? 'Name another file, or take this one away first.' : 'Name a file in a folder of yours.',
      },
      cause,
    });
  }
}

/** Takes away what was written of it: a part looks like a whole. */
export async function discardFile(path: string | undefined): Promise<void> {
  if (path !== undefined) await rm(path, { force: true });
}
