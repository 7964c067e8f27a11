import { isObject } from '../../../schema/isObject.js';
import type { EntryBody, ReadBody } from '../../types.js';
import { allMembers } from './members.js';
import { type IdList, type PackedIds, packIds, unpackIds } from './packedIds.js';
import type { DisclosedGroup } from './parts.js';

/** What is sealed of an entry, and the ids in it. */
export interface Plain {
  readonly bytes: Buffer;
  readonly ids: PackedIds;
}

/**
 * The bytes that are sealed: the length of a text, four bytes, big-endian; the text, JSON; then the parts of the ids that `disclosed`
 * names (`packIds`). In the text `ids` lists them: `["person",12]` for twelve that follow each other, any other id as it is. Members
 * stand in the order of `bodyMembers`.
 */
export function writePlain(subject: string | null, body: EntryBody): Plain {
  const ids = packIds(body.disclosed);
  const written: Record<string, unknown> = { subject };
  for (const name of names) if (body[name] !== undefined) written[name] = body[name];
  written.disclosed = body.disclosed.map((group, at) => toGroup(group, ids.lists[at]));
  const text = JSON.stringify(written);
  const size = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(textAt + size + ids.parts.byteLength);
  bytes.writeUInt32BE(size, 0);
  bytes.write(text, textAt, 'utf8');
  bytes.set(new Uint8Array(ids.parts.buffer), textAt + size);
  return { bytes, ids };
}

/** Reads what `writePlain` wrote; null for any other bytes: a body has one form. */
export function readPlain(plain: Uint8Array): { readonly body: ReadBody; readonly ids: PackedIds } | null {
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.length);
  if (bytes.length < textAt) return null;
  const end = textAt + bytes.readUInt32BE(0);
  try {
    const written: unknown = JSON.parse(bytes.toString('utf8', textAt, end));
    const body = isObject(written) ? withIds(written, bytes.subarray(end)) : null;
    if (!body) return null;
    const again = writePlain(body.subject, body);
    return again.bytes.equals(bytes) ? { body, ids: again.ids } : null;
  } catch {
    // Not JSON, or of a form that cannot be written.
    return null;
  }
}

function toGroup(group: DisclosedGroup, ids: IdList | undefined): object {
  const { type, originator, categories, hit, presence, asked } = group;
  return { type, originator, categories, hit, presence, asked, ids };
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
