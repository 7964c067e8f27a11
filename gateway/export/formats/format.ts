import type { ExportRow, ObjectShape, PageLine } from '../rows/shape.js';

/** A format in which a viewer takes an answer along. */
export interface ExportFormat {
  readonly mediaType: string;
  /** Of a file's name, without a leading dot. */
  readonly extension: string;
  /** Why rows of this shape cannot be written, in a sentence; null where they can. Absent: it takes all. */
  unfit?(root: ObjectShape): string | null;
  bodyOf(header: ExportHeader): FormatBody;
}

/** What a file says of itself: who took what along, by which right, as of when. */
export interface ExportHeader {
  /** Public id of the export. */
  readonly export: string;
  /** When it was requested, UTC. */
  readonly asOf: string;
  /** That rows are as of the reading of their page, in words. */
  readonly note: string;
  readonly policyVersion: string;
  readonly schemaHash: string;
  readonly documentHash: string;
  /** Id of the viewer's agency, and its kind. */
  readonly agency: string;
  readonly agencyKind: string;
  readonly purpose: string | null;
  readonly caseReference: string | null;
  /** Rows of a page at most. */
  readonly pageSize: number;
  /** The field of the query, e.g. `consignments`. */
  readonly rootField: string;
  readonly root: ObjectShape;
}

/** Where an entry stands in the log. */
export interface EntryReceipt {
  readonly log: string;
  readonly index: number;
  /** Hash of the entry's leaf, as receipts of answers write it. */
  readonly leafHash: string;
}

/** What is said of one page beside its rows. */
export interface PageFacts {
  /** When it was read, UTC. */
  readonly readAt: string;
  /** Of the entry that names its records. */
  readonly receipt: EntryReceipt;
  /** What was kept back in it, by pattern. */
  readonly withheld: readonly PageLine[];
}

/** How much stands before the end of a file. */
export interface ExportDigest {
  /** Rows of the root connection. */
  readonly rows: number;
  /** Of all bytes before the trailer, hex. */
  readonly sha256: string;
}

/** The end of a whole file. */
export interface ExportTrailer extends ExportDigest {
  /** Of the entry that closes the export. */
  readonly receipt: EntryReceipt;
}

/** A file that is being written: `page` for each page, then `finish`, `digest`, `end`. */
export interface ExportWriter {
  /** Bytes that may leave once the entry of this page is durable; the first ones begin the file. */
  page(rows: readonly ExportRow[], facts: PageFacts): readonly Uint8Array[];
  /** All that is left of the content. */
  finish(): readonly Uint8Array[];
  /** Of all bytes so far; the same as in the entry that closes the export. */
  digest(): ExportDigest;
  /** The trailer; nothing in a format that has none. Only with it is the file whole. */
  end(receipt: EntryReceipt): readonly Uint8Array[];
}

/** What a format does to write: texts or bytes, in order. */
export interface FormatBody {
  begin(): Iterable<Piece>;
  /** @param first number of the first of these rows in the file, from 1 */
  page(rows: readonly ExportRow[], facts: PageFacts, first: number): Iterable<Piece>;
  finish?(): Iterable<Piece>;
  end?(trailer: ExportTrailer): Iterable<Piece>;
}

type Piece = string | Uint8Array;
