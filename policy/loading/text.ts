import { readFileSync, statSync } from 'node:fs';

/**
 * Characters that are invisible, or change how text around them is shown: control and format characters, line separators, fillers.
 * A file may have tabs and line ends.
 */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0]/u;
const unseenInText = /[^\P{Cc}\t\n\r]|[\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0]/u;

/** Why a file cannot be read as text, in words for its author. */
export class UnreadableText extends Error {
  override readonly name = 'UnreadableText';

  constructor(
    message: string,
    /** What to do. */
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * The text of a file. Reading a pipe would never end, and text that is not UTF-8 would be misread.
 *
 * @throws UnreadableText for anything but a UTF-8 file; the system's error where there is none
 */
export function readTextFile(path: string): string {
  if (!statSync(path).isFile()) throw new UnreadableText('is not a file', 'write a file of this name');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableText('is not UTF-8', 'save it as UTF-8', { cause: error });
    throw error;
  }
}

/** The first invisible character of a file's text, and its offset; undefined where there is none. */
export function firstUnseen(text: string): { readonly at: number; readonly name: string } | undefined {
  const found = unseenInText.exec(text);
  return found ? { at: found.index, name: nameOf(found[0]) } : undefined;
}

/** The name of the first invisible character of a value; undefined where there is none. */
export function unseenIn(value: string): string | undefined {
  const found = unseen.exec(value);
  return found ? nameOf(found[0]) : undefined;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
