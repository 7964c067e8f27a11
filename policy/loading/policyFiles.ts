import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import { fileOf, PolicyError, type PolicyFileName, type PolicyFiles, toLine } from './mistake.js';
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
  const read = (name: PolicyFileName): string => {
    try {
      return readFileSync(join(directory ?? productPolicy, `${name}.yaml`), 'utf8');
    } catch {
      unread.push(
        toLine(fileOf(name, directory), start, 'cannot be read', 'portcullis policy init makes all three files'),
      );
      return '';
    }
  };
  const files = { matrix: read('matrix'), agencies: read('agencies'), operations: read('operations') };
  if (unread.length > 0) throw new PolicyError(unread);
  return directory === undefined ? files : { ...files, directory };
}
