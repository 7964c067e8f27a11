import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { errorCode, explainFileError, StorageError } from '../storageError.js';

/**
 * What the origins of this deployment's logs begin with, beside the key that signs them; undefined for a deployment of a
 * version that had none of its own.
 *
 * @throws StorageError KEY_CHANGED for a file that is not what was written
 */
export function readOrigin(directory: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, 'origin'), 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, directory);
  }
  if (isOrigin(text)) return text;
  throw new StorageError('KEY_CHANGED', `The file origin in ${directory} is damaged.`, 'Put it back from a backup.');
}

/** Makes the origin of a new deployment. Why random: witnesses and auditors tell logs apart by their origin alone. */
export function createOrigin(directory: string, stated?: string): void {
  const origin = stated ?? `portcullis.example/${randomBytes(8).toString('hex')}`;
  makePrivateFolder(directory);
  writeWholeFile(join(directory, 'origin'), `${origin}\n`, 'create');
}

/** Whether a text may be what origins begin with: a URL without its scheme, as C2SP has it. */
export function isOrigin(text: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._~/-]{0,100}(?::[0-9]+)?(?:\/[A-Za-z0-9._~/-]{0,100})?$/.test(text) && !text.endsWith('/')
  );
}
