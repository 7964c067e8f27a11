import { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { ExportBytes } from './verified.js';

/** Bytes of the end of a directory without a comment. */
const DIRECTORY_END = 22;
/** Bytes behind each member that say its size and checksum. */
const DESCRIPTOR = 16;

/** A member of an archive. */
export interface ArchiveMember {
  readonly name: string;
  /** Where its own header begins. */
  readonly at: number;
  /** Its content, unpacked; checked against its size. */
  read(): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Opens an archive whose members stand one behind another from its first byte on, each under the name that the directory
 * says, and nothing else between or behind them: so a hash over the members is one over all that a reader is shown.
 *
 * @throws Error in words where it is none
 */
export async function openArchive(file: ExportBytes): Promise<readonly ArchiveMember[]> {
  const zip = await yauzl.fromRandomAccessReaderPromise(new RangeReader(file), file.size, { autoClose: false });
  const members: ArchiveMember[] = [];
  let end = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.relativeOffsetOfLocalHeader !== end) throw new Error('its members do not stand one behind another');
    const { fileDataStart, fileName } = await zip.readLocalFileHeaderPromise(entry);
    if (!fileName.equals(Buffer.from(entry.fileName)))
      throw new Error('its directory has other names than its members');
    end = fileDataStart + entry.compressedSize + DESCRIPTOR;
    members.push({ name: entry.fileName, at: entry.relativeOffsetOfLocalHeader, read: () => readMember(zip, entry) });
  }
  const tail = await bytesOf(file, file.size - DIRECTORY_END, file.size);
  const [size, at] = [tail.readUInt32LE(12), tail.readUInt32LE(16)];
  if (at !== end || at + size + DIRECTORY_END !== file.size) throw new Error('something stands beside its members');
  return members;
}

/** The bytes of a range. */
export async function bytesOf(file: ExportBytes, from: number, to: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read(from, to)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function readMember(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Uint8Array>> {
  return await zip.openReadStreamPromise(entry);
}

/** Reads an archive by ranges. */
class RangeReader extends yauzl.RandomAccessReader {
  readonly #file: ExportBytes;

  constructor(file: ExportBytes) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#file.read(start, end), { objectMode: false });
  }
}
