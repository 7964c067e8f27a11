import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import { fileOf, PolicyError, type PolicyFiles, toLine, type WrittenFileName } from './mistake.js';
import { start } from './place.js';

/** The directory of the product's own policy. */
export const productPolicy: string = packageFile('policy');

/**
 * The texts of a policy directory, by default of the product's own.
 *
 * @throws PolicyError one line for each file that cannot be read
 */
export function readPolicyFiles(directory?: string): PolicyFiles {
  const unread: string[] = [];
  const pathOf = (name: WrittenFileName): string => join(directory ?? productPolicy, `${name}.yaml`);
  const read = (name: WrittenFileName): string => {
    try {
      return readFileSync(pathOf(name), 'utf8');
    } catch {
      unread.push(
        toLine(fileOf(name, directory), start, 'cannot be read', 'portcullis policy init makes all three files'),
      );
      return '';
    }
  };
  const files = {
    ...{ matrix: read('matrix'), agencies: read('agencies'), operations: read('operations') },
    ...(existsSync(pathOf('coordinates')) ? { coordinates: read('coordinates') } : {}),
  };
  if (unread.length > 0) throw new PolicyError(unread);
  return directory === undefined ? files : { ...files, directory };
}
