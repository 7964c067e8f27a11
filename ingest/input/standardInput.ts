import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import type { FileAccess } from './storedFile.js';

/** A copy of standard input that can be read again. */
export interface SpooledInput extends FileAccess {
  /** Frees the disk space. */
  close(): Promise<void>;
}

/** Where standard input is kept, and how much of it. */
export interface SpoolOptions {
  readonly folder: string;
  readonly limitBytes: number;
}

/**
 * Copies standard input into a file that only this process can read: mode 0600 in a folder of mode 0700, unlinked as soon as
 * it is open, so that nothing is left behind even where the process is killed.
 *
 * @throws BAD_USER_INPUT beyond the limit
 */
export async function spoolStandardInput(
  source: AsyncIterable<Uint8Array>,
  { folder, limitBytes }: SpoolOptions,
): Promise<SpooledInput> {
  const own = await mkdtemp(join(folder, 'portcullis-input-'));
  const handle = await open(join(own, randomBytes(8).toString('hex')), 'wx+', 0o600);
  await rm(own, { recursive: true, force: true });
  try {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limitBytes)
        throw badUserInput(
          `Standard input is longer than ${limitBytes} bytes.`,
          'Split the delivery, or raise the limit on the size of a file.',
        );
      await handle.writeFile(chunk);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  let isOpen = true;
  return {
    name: 'standard-input',
    stated: '-',
    acquire: async () => handle,
    release: async () => {},
    close: async () => {
      if (isOpen) await handle.close();
      isOpen = false;
    },
  };
}
