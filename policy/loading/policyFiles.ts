import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../schema/files.js';
import { fileOf, PolicyError, type PolicyFiles, toLine, type WrittenFileName } from './mistake.js';
import { placeAt, start } from './place.js';
import { firstUnseen, readTextFile, UnreadableText } from './text.js';

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
      const text = readTextFile(pathOf(name));
      const hidden = firstUnseen(text);
      if (hidden) unread.push(unseenLine(fileOf(name, directory), text, hidden));
      return text;
    } catch (error) {
      const what = error instanceof UnreadableText ? error.message : 'cannot be read';
      unread.push(toLine(fileOf(name, directory), start, what, 'portcullis policy init makes all three files'));
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

/** A character that nobody sees, as a line with its place. */
export function unseenLine(
  file: string,
  text: string,
  { at, name }: { readonly at: number; readonly name: string },
): string {
  return toLine(file, placeAt(text, at), `${name} stands here, which nobody sees`, 'take it out');
}
