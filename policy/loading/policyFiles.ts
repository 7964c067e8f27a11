import { lstatSync } from 'node:fs';
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
      const told = error instanceof UnreadableText ? error : undefined;
      const hint = told?.hint ?? 'portcullis policy init makes all three files';
      unread.push(toLine(fileOf(name, directory), start, told?.message ?? 'cannot be read', hint));
      return '';
    }
  };
  const files = {
    ...{ matrix: read('matrix'), agencies: read('agencies'), operations: read('operations') },
    ...(isNamed(pathOf('coordinates')) ? { coordinates: read('coordinates') } : {}),
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

// Why not whether it is there: a link that leads nowhere is a file that somebody wanted read.
function isNamed(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
