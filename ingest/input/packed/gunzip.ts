import { crc32 } from 'node:zlib';
import { InputDamage } from '../damage.js';
import { inflateStream } from './inflate.js';
import { openPackedBytes, type PackedBytes } from './packedBytes.js';

/** Header of a member; RFC 1952, section 2.3. */
const headerBytes = 10;
const flag = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/** A name or comment in a header; paths are 4096 bytes at most. */
const maximumTextBytes = 65_536;

/**
 * Unpacks gzip (RFC 1952), any number of members, streamed. Zeros behind the last one are padding.
 *
 * @remarks Why not `createGunzip` of Node.js: it takes garbage behind the last member for damage of that member, and drops
 *   the good data that it still holds.
 * @throws InputDamage where a member ends early or is wrong, or something else follows the last one: after all that could
 *   be unpacked
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const packed = openPackedBytes(chunks);
  try {
    for (let member = 1; await begins(packed, name, member); member += 1) yield* unpackMember(packed, name);
  } finally {
    await packed.close();
  }
}

async function* unpackMember(packed: PackedBytes, name: string): AsyncGenerator<Buffer> {
  await skipHeader(packed, name);
  let sum = 0;
  let size = 0;
  for await (const bytes of inflateStream(packed, name)) {
    sum = crc32(bytes, sum);
    size += bytes.length;
    yield bytes;
  }
  const trailer = await takeAll(packed, 8, name);
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32) {
    throw new InputDamage('file.damaged', `${name} is damaged: its checksum is wrong.`);
  }
}

/** Whether another member begins here; false at the end, and for padding. */
async function begins(packed: PackedBytes, name: string, member: number): Promise<boolean> {
  const magic = await packed.take(2);
  packed.unread(magic);
  if (magic[0] === 0x1f && (magic.length < 2 || magic[1] === 0x8b)) return true;
  if (magic.length === 0 && member > 1) return false;
  for (let bytes = await packed.next(); bytes !== null; bytes = await packed.next()) {
    if (member === 1 || bytes.some((byte) => byte !== 0)) {
      throw new InputDamage('file.damaged', `${name} is damaged: something else follows its packed data.`);
    }
  }
  return false;
}

async function skipHeader(packed: PackedBytes, name: string): Promise<void> {
  const header = await takeAll(packed, headerBytes, name);
  const flags = header[3] ?? 0;
  if (header[2] !== 8 || (flags & flag.reserved) !== 0) {
    throw new InputDamage('file.damaged', `${name} is damaged: its gzip header is wrong.`);
  }
  if (flags & flag.extra) await takeAll(packed, (await takeAll(packed, 2, name)).readUInt16LE(0), name);
  for (const text of [flag.name, flag.comment]) if (flags & text) await skipText(packed, name);
  if (flags & flag.headerChecksum) await takeAll(packed, 2, name);
}

/** Skips a text that ends with a zero. */
async function skipText(packed: PackedBytes, name: string): Promise<void> {
  for (let length = 0; length < maximumTextBytes; length += 1) {
    if ((await takeAll(packed, 1, name))[0] === 0) return;
  }
  throw new InputDamage('file.damaged', `${name} is damaged: a text in its header does not end.`);
}

async function takeAll(packed: PackedBytes, count: number, name: string): Promise<Buffer> {
  const bytes = await packed.take(count);
  if (bytes.length === count) return bytes;
  throw new InputDamage('file.truncated', `${name} is cut off: its packed data ends early.`);
}
