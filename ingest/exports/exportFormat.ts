import type { RecordKind } from '../records/record.js';
import type { OpenExport } from './openExport.js';

/** A form in which records go back to their originator. */
export interface ExportFormat {
  /** Kinds of record that it has a form for. */
  readonly kinds: readonly RecordKind[];
  /** True where a file holds records of one kind. */
  readonly onlyOneKind: boolean;
  /** Begins to write; nothing is read before the first piece is asked for. */
  write(open: OpenExport, source: string): ExportText;
}

/** The text of an export, piece by piece. */
export interface ExportText {
  readonly pieces: AsyncIterable<string>;
  /** After the last piece: fields with a value that this form has no place for, and in how many records. */
  lost(): Readonly<Record<string, number>>;
  /** After the last piece: a mapping file that reads the text back, where the form needs one. */
  mapping?(): string;
}
