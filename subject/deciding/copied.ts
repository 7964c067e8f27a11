import { badUserInput } from '../../schema/errors.js';
import type { SubjectDatum } from '../answer.js';
import type { PairedHolding } from './paired.js';

/** Where words were left out between two others. */
const gap = /\s*(?:\[\s*(?:…|\.\.\.)\s*\])\s*/;

/**
 * Words that are copied into a letter stand in the record, in that order; `[…]` is what was left out between them.
 *
 * @param silent what is not told by default: only out of these is anything copied
 * @throws BAD_USER_INPUT for words that are not there, or that are of what was left out on a ground
 */
export function assertCopied({ choice, at }: PairedHolding, silent: readonly SubjectDatum[]): void {
  choice.copied.forEach(({ path, words }, index) => {
    const texts = silent.filter((datum) => datum.path === path).map(({ value }) => value);
    const place = `${at}.copied[${index}]`;
    if (texts.length === 0)
      throw badUserInput(`${place}.path is not of a value that is left out by default.`, {
        at: `${place}.path`,
        hint: 'Words are copied out of what is not told by default; what is told stands in the letter, what was left out on a ground does not.',
      });
    if (texts.some((text) => holdsInOrder(text, words))) return;
    throw badUserInput(`${place}.words do not stand in that value.`, {
      at: `${place}.words`,
      hint: 'Copy the words as they stand there; write […] for words left out between them.',
    });
  });
}

function holdsInOrder(text: string, words: string): boolean {
  const inOneLine = (one: string): string => one.replaceAll(/\s+/g, ' ').trim();
  let rest = inOneLine(text);
  return words.split(gap).every((part) => {
    const sought = inOneLine(part);
    const found = rest.indexOf(sought);
    if (found === -1) return false;
    rest = rest.slice(found + sought.length);
    return true;
  });
}
