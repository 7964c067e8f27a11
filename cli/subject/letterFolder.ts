import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import { makePrivateFolder, readIfThere, syncFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { notWritten } from './report.js';

/*
 * A folder of a letter appears at once and whole: it is made under another name, what was left out is put in its place, and only
 * then the folder gets its own name. After a crash the command is run again: the letter follows from the draft, so only the
 * receipt has to be kept.
 */

/** Where a letter is to be, and what was left out of it. */
export interface LetterPlaces {
  /** Folder of the letter; it must not exist. */
  readonly folder: string;
  /** File of what was left out, not in that folder: the folder is what the person is given. */
  readonly leftOut: string;
}

/** The name of what is not whole yet. */
const unfinished = (path: string): string => `${path.replace(/\/+$/, '')}.unfinished`;

/**
 * Why before anything is done: an entry without its letter would look like an answer.
 *
 * @param leftOutText what the file is to hold; one of an earlier run with the same text is taken over
 * @throws BAD_USER_INPUT where the letter is there already, another file is in the way, or what was left out would lie in the letter's folder
 */
export function assertPlaces({ folder, leftOut }: LetterPlaces, leftOutText: string): void {
  if (existsSync(folder))
    throw badUserInput(`${folder} is there already.`, 'Name a new folder: a letter is written once.');
  if ([folder, unfinished(folder)].some((each) => isWithin(real(each), real(leftOut))))
    throw badUserInput(
      '--left-out lies in the folder of the letter.',
      'Name a file elsewhere: the folder is given to the person, and what was left out never is.',
    );
  const before = readIfThere(leftOut);
  if (before !== null && before !== leftOutText)
    throw badUserInput(`${leftOut} is there already.`, 'Name another file, or remove this one first.');
}

const isWithin = (outer: string, path: string): boolean => path === outer || path.startsWith(`${outer}/`);

/** The path behind links of those of its folders that exist. */
function real(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return dirname(whole) === whole ? whole : join(real(dirname(whole)), basename(whole));
}

/** Writes files of a letter under the unfinished names, 0600. @throws BAD_USER_INPUT where that cannot be done */
export function writeUnfinished(
  { folder, leftOut }: LetterPlaces,
  files: Readonly<Record<string, string>>,
  leftOutText: string,
): void {
  try {
    makePrivateFolder(unfinished(folder));
    for (const [name, text] of Object.entries(files)) writeWholeFile(join(unfinished(folder), name), text, 'replace');
    writeWholeFile(unfinished(leftOut), leftOutText, 'replace');
  } catch (cause) {
    throw notWritten(`${folder} or ${leftOut}`, 'Name places that you may write.', cause);
  }
}

/** Adds a file to a letter that is not whole yet. */
export function addUnfinished({ folder }: LetterPlaces, name: string, text: string): void {
  writeWholeFile(join(unfinished(folder), name), text, 'replace');
}

/** A file that an earlier run left; null where there is none. */
export function readUnfinished({ folder }: LetterPlaces, name: string): string | null {
  return readIfThere(join(unfinished(folder), name));
}

/** Gives both their names: first what was left out, so that a folder of that name is a letter of which all is done. */
export function finish({ folder, leftOut }: LetterPlaces): void {
  renameSync(unfinished(leftOut), leftOut);
  syncFolder(dirname(resolve(leftOut)));
  renameSync(unfinished(folder), folder);
  syncFolder(dirname(resolve(folder)));
}

/** Removes what is not whole, where the gateway took no answer. */
export function removeUnfinished({ folder, leftOut }: LetterPlaces): void {
  rmSync(unfinished(folder), { recursive: true, force: true });
  rmSync(unfinished(leftOut), { force: true });
}
