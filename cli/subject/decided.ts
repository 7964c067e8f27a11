import { hash } from 'node:crypto';
import {
  decideDraft,
  type LetterFiles,
  leftOutInputs,
  letterFiles,
  readDraft,
  writeLeftOut,
} from '../../subject/index.js';
import { readText } from '../audit/readText.js';

/** The files of a letter, and what the log is told. */
export interface DecidedDraft {
  readonly request: string;
  readonly decision: string;
  readonly files: LetterFiles;
  /** `SubjectLeftOutInput` of the graph. */
  readonly leftOut: readonly object[];
  readonly leftOutText: string;
}

/** The letter of a draft: the same draft makes the same bytes. @throws BAD_USER_INPUT with the place of what is undecided or wrong */
export function readDecided(file: string): DecidedDraft {
  const { letter, leftOut, decision } = decideDraft(readDraft(readText(file)));
  const files = letterFiles(letter, (text) => hash('sha256', text));
  const { request } = leftOut;
  return { request, decision, files, leftOut: leftOutInputs(leftOut), leftOutText: writeLeftOut(leftOut) };
}
