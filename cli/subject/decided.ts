import {
  decideDraft,
  leftOutInputs,
  readDraft,
  writeCsv,
  writeHtml,
  writeJson,
  writeLeftOut,
} from '../../subject/index.js';
import { readText } from '../audit/readText.js';

/** The files of a letter, and what the log is told. */
export interface DecidedDraft {
  readonly request: string;
  readonly decision: string;
  readonly files: Readonly<Record<'letter.html' | 'letter.json' | 'letter.csv', string>>;
  /** `SubjectLeftOutInput` of the graph. */
  readonly leftOut: readonly object[];
  readonly leftOutText: string;
}

/** The letter of a draft: the same draft makes the same bytes. @throws BAD_USER_INPUT with the place of what is undecided or wrong */
export function readDecided(file: string): DecidedDraft {
  const { letter, leftOut, decision } = decideDraft(readDraft(readText(file)));
  const files = { 'letter.html': writeHtml(letter), 'letter.json': writeJson(letter), 'letter.csv': writeCsv(letter) };
  const { request } = leftOut;
  return { request, decision, files, leftOut: leftOutInputs(leftOut), leftOutText: writeLeftOut(leftOut) };
}
