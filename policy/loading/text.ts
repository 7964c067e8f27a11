import { readFileSync, statSync } from 'node:fs';

/**
 * Characters that are not seen, or turn what is seen around: control characters but tab and line ends, and those that
 * change the direction of writing.
 */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const unseenInText = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/u;

/** Why a file cannot be read as text, in words for who wrote it. */
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
 * The text of a file. Why looked at first: a pipe is read for ever, and half of what is not UTF-8 would be read as something else.
 *
 * @throws UnreadableText for what is no file, or no UTF-8; the system's error for what is not there
 */
export function readTextFile(path: string): string {
  if (!statSync(path).isFile()) throw new UnreadableText('is no file', 'write a file of this name');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableText('is not UTF-8', 'save it as UTF-8', { cause: error });
    throw error;
  }
}

/** The first character of a text that its reader does not see, and where, from 0; undefined where there is none. */
export function firstUnseen(text: string): { readonly at: number; readonly name: string } | undefined {
  const found = unseenInText.exec(text);
  return found ? { at: found.index, name: nameOf(found[0]) } : undefined;
}

/** The name of the first character of a value that nobody sees; undefined where there is none. */
export function unseenIn(value: string): string | undefined {
  const found = unseen.exec(value);
  return found ? nameOf(found[0]) : undefined;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
