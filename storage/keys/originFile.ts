import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { errorCode, explainFileError, StorageError } from '../storageError.js';

/**
 * Prefix of the origins of this deployment's logs, kept beside their signing key; undefined if there is none.
 *
 * @throws StorageError KEY_CHANGED for a damaged file
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
  throw new StorageError(
    'KEY_CHANGED',
    `The file origin in ${directory} is damaged.`,
    'Put it back from your copy of the keys.',
  );
}

/** Makes the origin of a new deployment. Random, because witnesses and auditors tell logs apart by their origin alone. */
export function createOrigin(directory: string, stated?: string): void {
  const origin = stated ?? `portcullis.example/${randomBytes(8).toString('hex')}`;
  makePrivateFolder(directory);
  writeWholeFile(join(directory, 'origin'), `${origin}\n`, 'create');
}

/** True if a text may be the prefix of origins: a URL without its scheme, as C2SP says. */
export function isOrigin(text: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._~/-]{0,100}(?::[0-9]+)?(?:\/[A-Za-z0-9._~/-]{0,100})?$/.test(text) && !text.endsWith('/')
  );
}
