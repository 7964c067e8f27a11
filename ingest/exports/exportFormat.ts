import type { RecordKind } from '../records/record.js';
import type { OpenExport } from './openExport.js';

/** A format in which records go back to their originator. */
export interface ExportFormat {
  /** Kinds of record that it can write. */
  readonly kinds: readonly RecordKind[];
  /** Whether a file can hold records of one kind only. */
  readonly onlyOneKind: boolean;
  /** Begins to write; nothing is read before the first piece is requested. */
  write(open: OpenExport, source: string): ExportText;
}

/** The text of an export, piece by piece. */
export interface ExportText {
  readonly pieces: AsyncIterable<string>;
  /** After the last piece: fields whose values the format cannot hold, and in how many records. */
  lost(): Readonly<Record<string, number>>;
  /** After the last piece: a mapping file that reads the text back, where the format needs one. */
  mapping?(): string;
}
