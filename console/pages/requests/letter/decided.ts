import { toHex } from '../../../../auditlog/proofs/bytes.js';
import {
  type DecidedDraft,
  type Draft,
  decideDraft,
  type LetterFiles,
  letterFiles,
  readDraft,
  writeDraft,
} from '../../../../subject/index.js';
import { primitives } from '../../../audit/primitives.js';

/** A letter, and the hash by which its entry and its file are held together. */
export interface Decided extends DecidedDraft {
  readonly files: LetterFiles;
  /** SHA-256 of `letter.html` as UTF-8, hex in lower case. */
  readonly sha256: string;
}

/**
 * The letter of a draft.
 *
 * @throws BAD_USER_INPUT with the place in the draft, also where a part that was typed is no such part
 */
export function decide(draft: Draft): Decided {
  const decided = decideDraft(readDraft(writeDraft(draft)));
  const files = letterFiles(decided.letter, sha256);
  return { ...decided, files, sha256: sha256(files['letter.html']) };
}

const sha256 = (text: string): string => toHex(primitives.sha256(new TextEncoder().encode(text)));
