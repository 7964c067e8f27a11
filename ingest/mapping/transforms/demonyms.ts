import { readCodeTable } from '../../codes/codeTable.js';

let codes: ReadonlyMap<string, string> | undefined;

/** Alpha-2 code of the country that a person of it is called by; null for a word of none, or of several. */
export function ofDemonym(word: string): string | null {
  codes ??= new Map(
    readCodeTable('demonyms.tsv').flatMap(([code = '', words = '']) => words.split('|').map((each) => [each, code])),
  );
  return codes.get(word) ?? null;
}
