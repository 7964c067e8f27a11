import { writeCsv } from './csv.js';
import { writeHtml } from './html.js';
import { writeJson } from './json.js';
import type { LetterModel } from './model.js';

/** A letter in each of its forms, by the name of its file. */
export type LetterFiles = Readonly<Record<'letter.html' | 'letter.json' | 'letter.csv', string>>;

/**
 * The files of a letter. The page states the hashes of the other two: so its own, which the log has, is of all three.
 *
 * @param sha256 of a text as UTF-8, hex in lower case; a pure module hashes nothing
 */
export function letterFiles(letter: LetterModel, sha256: (text: string) => string): LetterFiles {
  const [json, csv] = [writeJson(letter), writeCsv(letter)];
  const html = writeHtml(letter, { json: sha256(json), csv: sha256(csv) });
  return { 'letter.html': html, 'letter.json': json, 'letter.csv': csv };
}
