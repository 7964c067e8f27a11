import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { badUserInput, isPortcullisError } from '../../../schema/errors.js';
import type { InputLimits } from '../limits.js';
import { quoteName } from '../quoteName.js';
import type { StoredFile } from '../storedFile.js';
import { officeDocument } from './openDocument.js';

/** A file within an archive that may be read. */
export interface ZipEntry {
  /** Path within the archive, checked: it is below the archive, in printable characters. */
  readonly path: string;
  readonly method: 'stored' | 'deflate';
  /** Where its packed bytes are in the archive. */
  readonly start: number;
  readonly end: number;
  readonly unpackedBytes: number;
  readonly crc32: number;
}

/** Compression methods of the ZIP specification (APPNOTE 6.3.10, section 4.4.5) that are read. */
const methods: ReadonlyMap<number, ZipEntry['method']> = new Map([
  [0, 'stored'],
  [8, 'deflate'],
]);

/** Kind of a file in the upper half of the external attributes, as Unix archivers write it; 0 where they do not. */
const fileKind = { mask: 0o170000, regular: 0o100000, folder: 0o040000 } as const;

/** What macOS adds to archives. */
const isFolderDebris = (path: string): boolean => /(^|\/)(__MACOSX\/|\.DS_Store$)/.test(path);

/**
 * The files of an archive in the order of its directory. An archive with anything dangerous is refused as a whole: paths out
 * of it, links, encryption, entries that share bytes, more or larger ones than allowed.
 *
 * @throws BAD_USER_INPUT
 */
export async function listZipEntries(file: StoredFile, limits: InputLimits): Promise<readonly ZipEntry[]> {
  const archive = quoteName(file.name);
  let zip: ZipFile | undefined;
  try {
    zip = await yauzl.fromRandomAccessReaderPromise(new StoredFileReader(file), file.size, {
      autoClose: false,
      strictFileNames: true,
    });
    if (zip.entryCount > limits.archiveEntries)
      throw badUserInput(`${archive} holds more than ${limits.archiveEntries} entries.`, 'Split the archive.');
    const entries: ZipEntry[] = [];
    const paths = new Set<string>();
    for await (const entry of zip.eachEntry()) {
      const found = await toZipEntry(zip, entry, archive, limits);
      if (paths.has(entry.fileName))
        throw badUserInput(`${archive} holds ${quoteName(entry.fileName)} twice.`, 'Pack it again, each file once.');
      paths.add(entry.fileName);
      if (found) entries.push(found);
    }
    assertWhole(entries, archive, limits);
    return entries;
  } catch (error) {
    if (isPortcullisError(error)) throw error;
    throw badUserInput(
      `${archive} is an archive that cannot be read: ${toWords(error)}.`,
      'It may be cut off: fetch it again, or pack the files again as plain ZIP or gzip.',
    );
  } finally {
    zip?.close();
  }
}

// Why long: one list of all refusals of an entry, each with its reason and a way out.
async function toZipEntry(
  zip: ZipFile,
  entry: Entry,
  archive: string,
  limits: InputLimits,
): Promise<ZipEntry | undefined> {
  const path = entry.fileName;
  const what = `${archive} holds ${quoteName(path)}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a name that is shown.
  if (/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(path) || path === '')
    throw badUserInput(`${what}, a name that cannot be shown.`, 'Pack it again under plain names.');
  const kind = (entry.externalFileAttributes >>> 16) & fileKind.mask;
  if (path.endsWith('/') && (kind === 0 || kind === fileKind.folder) && entry.uncompressedSize === 0) return undefined;
  if (path.endsWith('/') || (kind !== 0 && kind !== fileKind.regular))
    throw badUserInput(`${what}, which is no regular file but a link or device.`, 'Pack the files themselves.');
  if (isFolderDebris(path)) return undefined;
  if (entry.generalPurposeBitFlag & 1)
    throw badUserInput(`${what}, which is encrypted.`, 'Decrypt it, and pack it again.');
  const method = methods.get(entry.compressionMethod);
  if (method === undefined)
    throw badUserInput(
      `${what}, packed by method ${entry.compressionMethod}.`,
      'Pack it again as plain ZIP (deflate).',
    );
  if (/\.(zip|gz|tgz|tar|7z|rar|bz2|xz|zst)$/i.test(path))
    throw badUserInput(`${what}, an archive within the archive.`, 'Unpack the inner one, and give its files.');
  if (path === '[Content_Types].xml') throw officeDocument(archive);
  if (
    entry.uncompressedSize > limits.ratioFromBytes &&
    entry.uncompressedSize > entry.compressedSize * limits.unpackedRatio
  ) {
    throw badUserInput(
      `${what}, which unpacks to more than ${limits.unpackedRatio} times its size.`,
      'Unpack it yourself if you trust it.',
    );
  }
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const { compressedSize, uncompressedSize: unpackedBytes, crc32 } = entry;
  return { path, method, start, end: start + compressedSize, unpackedBytes, crc32 };
}

/** No two entries share bytes (a few bytes for many entries are a bomb), and together they are not too large. */
function assertWhole(entries: readonly ZipEntry[], archive: string, limits: InputLimits): void {
  const inOrder = [...entries].sort((one, other) => one.start - other.start);
  inOrder.forEach((entry, index) => {
    const next = inOrder[index + 1];
    if (next && (next.start === entry.start || entry.end > next.start))
      throw badUserInput(`${archive} has entries that overlap.`, 'It was made to deceive: ask who sent it.');
  });
  const bytes = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (bytes > limits.fileBytes)
    throw badUserInput(`${archive} unpacks to more than ${limits.fileBytes} bytes.`, 'Split it, or raise the limit.');
  if (entries.length === 0) throw badUserInput(`${archive} holds no file.`, 'Give an archive with files.');
}

/** The library's message without the names that it quotes. */
function toWords(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  if (/relative path|absolute path|invalid characters in fileName/.test(words))
    return 'a name leads out of the archive';
  if (/End of central directory/.test(words)) return 'its directory is missing';
  if (/encryption/.test(words)) return 'it is encrypted';
  if (/multi-disk/.test(words)) return 'it is one part of several';
  return 'its directory is damaged';
}

/** Reads an archive through the file that was hashed, so that a change is noticed here too. */
class StoredFileReader extends yauzl.RandomAccessReader {
  readonly #file: StoredFile;
  /** The last block: the directory is read in many small consecutive pieces. */
  #block: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(file: StoredFile) {
    super();
    this.#file = file;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#load(position, length).then(
      (bytes) => callback(null, bytes.copy(target, offset)),
      (error) => callback(error),
    );
  }

  async #load(position: number, length: number): Promise<Buffer> {
    const at = position - this.#block.start;
    if (at < 0 || at + length > this.#block.bytes.length) {
      const end = Math.min(position + Math.max(length, blockBytes), this.#file.size);
      const chunks: Buffer[] = [];
      for await (const chunk of this.#file.read({ start: position, end })) chunks.push(chunk);
      this.#block = { start: position, bytes: Buffer.concat(chunks) };
    }
    const from = position - this.#block.start;
    return this.#block.bytes.subarray(from, from + length);
  }
}

const blockBytes = 16_384;
