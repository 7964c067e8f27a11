import { readCodeTable } from '../../../codes/codeTable.js';
import { toHeader } from '../synonyms/header.js';

interface Meaning {
  readonly code: string;
  readonly pattern: RegExp;
}

let meanings: readonly Meaning[] | undefined;

/** The code that a value of the file probably means; null where none is near. */
export function guessCode(text: string, codes: readonly string[]): string | null {
  const word = toHeader(text);
  const same = codes.find((code) => toHeader(code) === word);
  if (same !== undefined) return same;
  meanings ??= readCodeTable('mapping/draft/codeWords.tsv').map(([code = '', source = '']) => ({
    code,
    pattern: new RegExp(source),
  }));
  const meant = meanings.find(({ code, pattern }) => codes.includes(code) && pattern.test(word))?.code;
  if (meant !== undefined) return meant;
  return (
    codes.find((code) => word.length > 4 && (toHeader(code).startsWith(word) || word.startsWith(toHeader(code)))) ??
    null
  );
}
