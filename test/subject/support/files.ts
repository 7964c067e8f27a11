import { hash } from 'node:crypto';
import { type LetterFiles, type LetterModel, letterFiles } from '../../../subject/index.js';

/** The files of a letter. */
export const filesOf = (letter: LetterModel): LetterFiles => letterFiles(letter, (text) => hash('sha256', text));

/** The page of a letter. */
export const pageOf = (letter: LetterModel): string => filesOf(letter)['letter.html'];
