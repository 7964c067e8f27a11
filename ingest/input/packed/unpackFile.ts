import { crc32 } from 'node:zlib';
import { badUserInput } from '../../../schema/errors.js';
import { InputDamage } from '../damage.js';
import type { InputFile } from '../inputFile.js';
import { headBytes, type InputLimits } from '../limits.js';
import { quoteName } from '../quoteName.js';
import { skipBytes } from '../skipBytes.js';
import type { StoredFile } from '../storedFile.js';
import { gunzip } from './gunzip.js';
import { inflate } from './inflate.js';
import { entriesToRead } from './openDocument.js';
import { toSignature } from './signature.js';
import { listZipEntries, type ZipEntry } from './zipEntries.js';

/** How files are unpacked; see `OpenOptions`. */
export interface UnpackOptions {
  /** @param isPassedOver an earlier process has read them */
  readonly onBytes: (bytes: number, isPassedOver?: boolean) => void;
  readonly limits: InputLimits;
  readonly encoding: string | undefined;
}

/**
 * The files that a file holds: itself, or those that are packed in it.
 *
 * @throws BAD_USER_INPUT for what is packed twice, beyond the limits, or in a way that is not read
 */
export async function unpackFile(stored: StoredFile, options: UnpackOptions): Promise<InputFile[]> {
  const { limits } = options;
  const signature = toSignature(await readHead(stored.read({ start: 0, end: Math.min(512, stored.size) })));
  if (signature === 'zip') {
    const entries = await entriesToRead(stored, await listZipEntries(stored, limits));
    const files: InputFile[] = [];
    for (const entry of entries) files.push(await assertNotPacked(toEntryFile(stored, entry, options)));
    return files;
  }
  if (signature === 'gzip') {
    const unpacked = (packed: AsyncIterable<Buffer>) => unpackGzip(stored, packed, limits);
    const content = await readTrailer(stored);
    const part = { name: stored.name, size: stored.size, content, unpacked };
    return [await assertNotPacked(toInputFile(stored, part, options))];
  }
  if (stored.size > limits.fileBytes)
    throw badUserInput(
      `${quoteName(stored.name)} is longer than ${limits.fileBytes} bytes.`,
      'Split it, or raise the limit on the size of a file.',
    );
  const content = { crc32: stored.crc32, bytes: stored.size };
  const part: Part = { name: stored.name, size: stored.size, content, unpacked: (bytes) => bytes };
  const file = { ...toInputFile(stored, part, options), bytes: (from?: number) => seek(stored, options, from) };
  return [await assertNotPacked(file)];
}

/** Checksum and size at the end of a gzip file (RFC 1952): of all its content where it has one member, as nearly all have. */
async function readTrailer(stored: StoredFile): Promise<NonNullable<InputFile['content']>> {
  const trailer = Buffer.alloc(8);
  let at = 0;
  for await (const bytes of stored.read({ start: Math.max(0, stored.size - 8), end: stored.size })) {
    at += bytes.copy(trailer, at);
  }
  return { crc32: trailer.readUInt32LE(0), bytes: trailer.readUInt32LE(4) };
}

/** A part of a stored file, as an input file. */
interface Part {
  readonly name: string;
  readonly size: number;
  readonly content: NonNullable<InputFile['content']>;
  readonly range?: { readonly start: number; readonly end: number };
  readonly unpacked: (packed: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;
}

function toInputFile(stored: StoredFile, part: Part, { onBytes, encoding }: UnpackOptions): InputFile {
  return {
    name: part.name,
    sha256: stored.sha256,
    content: part.content,
    size: part.size,
    ...(encoding === undefined ? {} : { encoding }),
    head: () => readHead(part.unpacked(stored.read(part.range))),
    // What is packed is unpacked from its beginning.
    bytes: (from = 0) => skipBytes(part.unpacked(count(stored.read(part.range), onBytes)), from),
    passOver: () => onBytes(part.size, true),
  };
}

/** Bytes of a plain file from an offset on. */
function seek(stored: StoredFile, { onBytes }: UnpackOptions, from = 0): AsyncIterable<Buffer> {
  const start = Math.min(from, stored.size);
  if (start > 0) onBytes(start, true);
  return count(stored.read({ start, end: stored.size }), onBytes);
}

function toEntryFile(stored: StoredFile, entry: ZipEntry, options: UnpackOptions): InputFile {
  const name = `${stored.name}!${entry.path}`;
  const { start, end } = entry;
  const unpacked = (packed: AsyncIterable<Buffer>) =>
    check(entry.method === 'deflate' ? inflate(packed, quoteName(name)) : packed, entry, quoteName(name));
  const content = { crc32: entry.crc32, bytes: entry.unpackedBytes };
  return toInputFile(stored, { name, size: end - start, content, range: { start, end }, unpacked }, options);
}

/** Checks an entry against the size and checksum that its archive states. */
async function* check(bytes: AsyncIterable<Buffer>, entry: ZipEntry, name: string): AsyncGenerator<Buffer> {
  let size = 0;
  let sum = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > entry.unpackedBytes) throw new InputDamage('file.damaged', `${name} is longer than its archive states.`);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size < entry.unpackedBytes)
    throw new InputDamage('file.truncated', `${name} is shorter than its archive states.`);
  if (sum !== entry.crc32) throw new InputDamage('file.damaged', `${name} is damaged: its checksum is wrong.`);
}

async function* unpackGzip(
  stored: StoredFile,
  packed: AsyncIterable<Buffer>,
  limits: InputLimits,
): AsyncGenerator<Buffer> {
  const name = quoteName(stored.name);
  let given = 0;
  let size = 0;
  const counted = count(packed, (bytes) => {
    given += bytes;
  });
  for await (const chunk of gunzip(counted, name)) {
    size += chunk.length;
    if (size > limits.fileBytes)
      throw badUserInput(`${name} unpacks to more than ${limits.fileBytes} bytes.`, 'Split it, or raise the limit.');
    if (size > limits.ratioFromBytes && size > given * limits.unpackedRatio)
      throw badUserInput(
        `${name} unpacks to more than ${limits.unpackedRatio} times its size.`,
        'Unpack it yourself if you trust it.',
      );
    yield chunk;
  }
}

async function assertNotPacked(file: InputFile): Promise<InputFile> {
  const signature = toSignature(await file.head());
  if (signature === 'plain') return file;
  throw signature === 'unreadable'
    ? badUserInput(
        `${quoteName(file.name)} is packed, or a document, in a way that is not read.`,
        'Unpack it, and give plain files, gzip or zip.',
      )
    : badUserInput(
        `${quoteName(file.name)} is an archive within an archive.`,
        'Unpack the inner one, and give its files.',
      );
}

async function* count(bytes: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The first bytes, or those before early damage. */
async function readHead(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of bytes) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= headBytes) break;
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error;
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}
