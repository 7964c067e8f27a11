import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import { fileOf, PolicyError, type PolicyFiles, toLine, type WrittenFileName } from './mistake.js';
import { placeAt, start } from './place.js';
import { firstUnseen, readTextFile, UnreadableText } from './text.js';

/** The directory of the product's own policy. */
export const productPolicy: string = packageFile('policy');

/**
 * The texts of a policy directory; by default the product's own.
 *
 * @throws PolicyError one line for each file that cannot be read
 */
export function readPolicyFiles(directory?: string): PolicyFiles {
  const unreadable: string[] = [];
  const pathOf = (name: WrittenFileName): string => join(directory ?? productPolicy, `${name}.yaml`);
  const read = (name: WrittenFileName): string => {
    try {
      const text = readTextFile(pathOf(name));
      const hidden = firstUnseen(text);
      if (hidden) {
        const what = `invisible character ${hidden.name}`;
        unreadable.push(toLine(fileOf(name, directory), placeAt(text, hidden.at), what, 'remove it'));
      }
      return text;
    } catch (error) {
      const cause = error instanceof UnreadableText ? error : undefined;
      const hint = cause?.hint ?? 'portcullis policy init makes all three files';
      unreadable.push(toLine(fileOf(name, directory), start, cause?.message ?? 'cannot be read', hint));
      return '';
    }
  };
  const files = {
    ...{ matrix: read('matrix'), agencies: read('agencies'), operations: read('operations') },
    ...(isNamed(pathOf('coordinates')) ? { coordinates: read('coordinates') } : {}),
  };
  if (unreadable.length > 0) throw new PolicyError(unreadable);
  return directory === undefined ? files : { ...files, directory };
}

// A link to nowhere counts too: somebody wanted that file read.
function isNamed(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
