import { isObject } from '../../../schema/isObject.js';
import type { EntryBody, ReadBody } from '../../types.js';
import { allMembers } from './members.js';
import { IdPacker, unpackIds } from './packedIds.js';
import type { DisclosedGroup } from './parts.js';

/**
 * The bytes that are sealed: the length of a text, four bytes, big-endian; the text, JSON; then the random parts of the public ids
 * that `disclosed` names, 15 bytes each. In the text `ids` lists them: `["person",12]` for twelve that follow each other, any other
 * id as it is. Members stand in the order of `bodyMembers`.
 */
export function writePlain(subject: string | null, body: EntryBody): Buffer {
  const text = JSON.stringify(toWritten(subject, body));
  const ids = packer.packed;
  const size = Buffer.byteLength(text);
  const plain = Buffer.allocUnsafe(textAt + size + ids.length);
  plain.writeUInt32BE(size, 0);
  plain.write(text, textAt, 'utf8');
  plain.set(ids, textAt + size);
  return plain;
}

/** Reads what `writePlain` wrote; null for any other bytes: a body has one form. */
export function readPlain(plain: Uint8Array): ReadBody | null {
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.length);
  if (bytes.length < textAt) return null;
  const end = textAt + bytes.readUInt32BE(0);
  try {
    const written: unknown = JSON.parse(bytes.toString('utf8', textAt, end));
    const body = isObject(written) ? withIds(written, bytes.subarray(end)) : null;
    return body && writePlain(body.subject, body).equals(bytes) ? body : null;
  } catch {
    // Not JSON, or of a form that cannot be written.
    return null;
  }
}

function toWritten(subject: string | null, body: EntryBody): object {
  packer.clear();
  const written: Record<string, unknown> = { subject };
  // Undefined members too, which JSON omits: all texts are written from one shape.
  for (const name of names) written[name] = body[name];
  written.disclosed = body.disclosed.map(toGroup);
  return written;
}

function toGroup({ type, originator, categories, hit, presence, asked, ids }: DisclosedGroup): object {
  return { type, originator, categories, hit, presence, asked, ids: packer.pack(ids) };
}

/** The same body, with its ids; null if it is none. */
function withIds(written: Record<string, unknown>, bytes: Uint8Array): ReadBody | null {
  if (!Array.isArray(written.disclosed)) return null;
  let at = 0;
  for (const group of written.disclosed) {
    const unpacked = isObject(group) ? unpackIds(group.ids, bytes.subarray(at)) : null;
    if (!unpacked) return null;
    group.ids = unpacked.ids;
    at += unpacked.size;
  }
  return written as unknown as ReadBody;
}

const names = allMembers.map(([name]) => name);
/** Where the text begins. */
const textAt = 4;
/** Used for one body at a time. */
const packer = new IdPacker();
