// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { PortcullisError } from '../../schema/errors.js';
import type { InputFile } from './inputFile.js';

/** How many bytes of a file decide which format it is. */
const headBytes = 65_536;

/**
 * Opens the files of a delivery: each is read once for its SHA-256.
 *
 * @param onBytes told of bytes as a format reads them, for progress
 * @throws BAD_USER_INPUT for a path that is no file that can be read
 */
export async function openFiles(
  paths: readonly string[],
  onBytes: (bytes: number) => void = () => {},
): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) files.push(await openPlainFile(path, onBytes));
  return files;
}

async function openPlainFile(path: string, onBytes: (bytes: number) => void): Promise<InputFile> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new PortcullisError('BAD_USER_INPUT', { message: `${path} is no file that can be read.` });
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return {
    name: basename(path),
    sha256: digest.digest('hex'),
    size: found.size,
    head: async () => {
      const handle = await open(path);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    bytes: async function* () {
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
        onBytes(chunk.length);
        yield chunk;
      }
    },
  };
}
