/**
 * One file of a delivery, as formats read it: plain bytes, whatever it was packed in.
 *
 * Invariant: `bytes` may be called any number of times, and gives the same bytes each time.
 */
export interface InputFile {
  /** Base name, without folders; within an archive `archive.zip!entry.csv`. What is stored and shown of the file. */
  readonly name: string;
  /** SHA-256 of the file as it was delivered, hex; of the archive for what was packed in one. */
  readonly sha256: string;
  /** What tells its plain bytes from those of another file, however each is packed; absent where it is not known. */
  readonly content?: { readonly crc32: number; readonly bytes: number };
  /** Bytes on disk, for progress. */
  readonly size: number;
  /** The first bytes, at most 64 kB; fewer where the file is shorter. */
  head(): Promise<Buffer>;
  /** All bytes, streamed; never more than a chunk in memory. */
  bytes(): AsyncIterable<Buffer>;
  /** Encoding that the operator stated, e.g. `windows-1251`; absent: by declaration, or found out. */
  readonly encoding?: string;
}
