/**
 * One file of a delivery, as formats read it: plain bytes, whatever it was packed in.
 *
 * Invariant: `bytes` may be called any number of times, and gives the same bytes each time.
 */
export interface InputFile {
  /** Base name, without folders; within an archive `archive.zip!entry.csv`. Stored and shown. */
  readonly name: string;
  /** SHA-256 of the delivered file, hex; of the archive for what was packed in one. */
  readonly sha256: string;
  /** Identifies the unpacked bytes, however they are packed; absent where it is not known. */
  readonly content?: { readonly crc32: number; readonly bytes: number };
  /** Bytes on disk, for progress. */
  readonly size: number;
  /** The first bytes, at most 64 kB; fewer where the file is shorter. */
  head(): Promise<Buffer>;
  /** All bytes from an offset on, by default the beginning, streamed; never more than a chunk in memory. */
  bytes(from?: number): AsyncIterable<Buffer>;
  /** Counts the file as read, for progress: an earlier process has read it. */
  passOver?(): void;
  /** Encoding that the operator stated, e.g. `windows-1251`; absent where it is declared or detected. */
  readonly encoding?: string;
}
