import { createHmac, type Hmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { StoredNode } from '../../auditlog/keyTree/storedNode.js';
import { nodesAtOnce, streamNodes } from '../../auditlog/store/keyTree/copiedNodes.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { syncFolder } from '../../schema/wholeFile.js';
import type { ActPosition } from '../acts/actList.js';
import { explainFileError, isStorageError, StorageError } from '../storageError.js';

const headShape = z.object({
  form: z.literal('portcullis-key-copy-1'),
  /** UTC ISO 8601: it has all nodes of that instant. */
  at: z.iso.datetime(),
  /** Where the list of acts stood before. */
  acts: z.custom<ActPosition>((value) => /^\d+:[\w-]+$/.test(String(value))),
});

/** What a copy of the nodes of the key trees says of itself. */
export type KeyCopyHead = Readonly<z.infer<typeof headShape>>;

const nodeShape = z.tuple([z.string(), z.string(), z.string(), z.number(), z.number(), z.string(), z.base64()]);

/** Form of a copy's name: that of the backup that it was made with. */
const copyName = /^keys-\d{8}T\d{6}\.\d{3}Z$/;

/** Paths of the copies beside the backups of a folder, oldest first. */
export function listKeyCopies(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => copyName.test(name));
  return names.sort().map((name) => join(folder, name));
}

/** Removes what killed processes left of copies; only under the lock of the folder. */
export function removeUnfinishedCopies(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.endsWith(unfinishedEnd) && copyName.test(name.slice(0, -unfinishedEnd.length)))
      rmSync(join(folder, name), { force: true });
}

const unfinishedEnd = '.new';

/** Path of the copy that is made with a backup. */
export function keyCopyOf(folder: string, backup: string): string {
  return join(folder, `keys-${backup}`);
}

/**
 * Copies all nodes of the key trees, as they are wrapped, into a file of its own: a line of JSON says what it is, then a line for each
 * node, and a last one with the HMAC-SHA256 of all before. It has its name once it is whole and on the disk.
 *
 * @param link the key of references, which never changes
 * @returns how many nodes it has
 */
export async function writeKeyCopy(
  path: string,
  { store, link, ...head }: Omit<KeyCopyHead, 'form'> & { readonly store: LogPool; readonly link: Uint8Array },
): Promise<number> {
  const unfinished = `${path}${unfinishedEnd}`;
  let count = 0;
  async function* text(): AsyncGenerator<string> {
    const mac = macWith(link);
    const coded = (lines: string): string => {
      mac.update(lines);
      return lines;
    };
    yield coded(`${JSON.stringify({ form: 'portcullis-key-copy-1', ...head })}\n`);
    for await (const page of streamNodes(store)) {
      count += page.length;
      yield coded(page.map((node) => `${JSON.stringify(toLine(node))}\n`).join(''));
    }
    yield `${mac.digest('hex')}\n`;
  }
  try {
    await pipeline(Readable.from(text()), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    renameSync(unfinished, path);
    syncFolder(join(path, '..'));
    return count;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw explainFileError(error, path);
  }
}

/**
 * The nodes of a copy, in pages, as they are read. Whether the copy is whole is known at its end: what was done with them must be undone
 * where this throws.
 *
 * @param onHead is given what it says of itself, before any node
 * @throws StorageError BACKUP_DAMAGED for one that was changed, cut, or made under another key
 */
export async function* readKeyCopy(
  path: string,
  link: Uint8Array,
  onHead: (head: KeyCopyHead) => void,
): AsyncGenerator<readonly StoredNode[]> {
  const mac = macWith(link);
  let [last, isHead]: [string | null, boolean] = [null, true];
  let page: StoredNode[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (last !== null) {
        mac.update(`${last}\n`);
        if (isHead) onHead(headShape.parse(JSON.parse(last)));
        else page.push(toNode(nodeShape.parse(JSON.parse(last))));
        isHead = false;
      }
      last = line;
      if (page.length < nodesAtOnce) continue;
      yield page;
      page = [];
    }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw damaged(path);
    throw explainFileError(error, path);
  }
  const code = Buffer.from((last ?? '').padEnd(64, '0').slice(0, 64), 'hex');
  if (isHead || code.length !== 32 || !timingSafeEqual(code, mac.digest())) throw damaged(path);
  yield page;
}

/** Whether a copy is whole, and made under this key. */
export async function isOwnCopy(path: string, link: Uint8Array): Promise<boolean> {
  try {
    for await (const _ of readKeyCopy(path, link, () => undefined));
    return true;
  } catch (error) {
    if (isStorageError(error) && error.code === 'BACKUP_DAMAGED') return false;
    throw error;
  }
}

function toLine({ log, class: of, day, level, place, wrappedBy, wrappedKey }: StoredNode): z.infer<typeof nodeShape> {
  return [log, of, day, level, place, wrappedBy, Buffer.from(wrappedKey).toString('base64')];
}

function toNode([log, of, day, level, place, wrappedBy, key]: z.infer<typeof nodeShape>): StoredNode {
  return { log, class: of, day, level, place, wrappedBy, wrappedKey: Buffer.from(key, 'base64') };
}

function macWith(link: Uint8Array): Hmac {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', link, '', 'portcullis/key-copy', 32)));
}

function damaged(path: string): StorageError {
  return new StorageError(
    'BACKUP_DAMAGED',
    `The copy of the keys of the log ${path} cannot be used: it was changed, cut, or made under other keys.`,
    'Use another copy.',
  );
}
