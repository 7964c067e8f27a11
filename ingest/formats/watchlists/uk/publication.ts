import type { InputFile } from '../../../input/inputFile.js';
import type { Reject } from '../../../records/record.js';
import type { FileHead } from '../../format.js';
import type { UkRow } from './fields.js';

/** Reads the rows of a file, streamed, and what is none. */
export type ReadUkRows = (file: InputFile, unmapped: (element: string) => void) => AsyncGenerator<UkRow | Reject>;

/** One of the lists that the United Kingdom publishes of whom it sanctions, as far as they differ. */
export interface UkPublication {
  /** Who publishes it, e.g. `OFSI`, and where. */
  readonly authority: string;
  readonly sourceUrl: string;
  /** What it calls the key of a group, and the kind of its subject. */
  readonly key: string;
  readonly type: string;
  /** How to read a file, from its first bytes; null where it is no form of the list. */
  readonly open: (head: FileHead) => ReadUkRows | null;
  /** Why a file is none. */
  readonly refusal: (head: FileHead) => string;
}
