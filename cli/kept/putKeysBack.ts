import { existsSync } from 'node:fs';
import { fingerprint } from '../../auditlog/keyTree/wrap.js';
import { countClosedTrees, replaceClosedTrees } from '../../auditlog/store/keyTree/copiedNodes.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { type ActList, openActList } from '../../storage/acts/actList.js';
import { type KeyCopyHead, listKeyCopies, readKeyCopy } from '../../storage/backup/keyCopy.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { isStorageError } from '../../storage/storageError.js';
import type { CommandContext } from '../commandContext.js';

/** How the bodies of a restored log came to open, or did not. */
export interface KeysPutBack {
  /** The copy that was used; null where none could be. */
  readonly from: string | null;
  /** Days of logs of which no body opens. */
  readonly closed: number;
}

/**
 * Gives the log of a restored database, whose keys are wrapped by a forgotten key, those of the newest copy beside the backups that
 * opens. What was erased before that copy is not in it; what was erased later is to be taken again, as after every restore.
 *
 * @param folder of backups; undefined where it is not known any more
 * @returns null where all opens anyway
 */
export async function putKeysBack(
  { databases, keys, headsDirectory }: CommandContext,
  folder: string | undefined,
): Promise<KeysPutBack | null> {
  const store = openLogPool(databases.adminUrl('audit_keys'));
  const db = openLogPool(databases.adminUrl('audit'));
  try {
    const found = await findKeys({ store, db, keys, headsDirectory }, folder);
    const from = found?.from;
    if (!from) return found;
    const known = keys.auditSeal().map(fingerprint);
    await replaceClosedTrees(store, known, () => readKeyCopy(from, keys.link, () => undefined));
    return { from, closed: await countClosedTrees(store, known) };
  } finally {
    await Promise.all([store.close(), db.close()]);
  }
}

/** A restored log, and what may open it. */
export interface Closed extends Pick<CommandContext, 'headsDirectory'> {
  readonly keys: Pick<CommandContext['keys'], 'auditSeal' | 'link'>;
  readonly store: LogPool;
  readonly db: LogPool;
}

/**
 * What `putKeysBack` would use, and how many days of logs are closed without it.
 *
 * @returns null where all opens anyway
 */
export async function findKeys(
  { store, db, keys, headsDirectory }: Closed,
  folder: string | undefined,
): Promise<KeysPutBack | null> {
  const known = keys.auditSeal().map(fingerprint);
  const closed = await countClosedTrees(store, known);
  if (closed === 0) return null;
  const acts = openActList(headsDirectory, keys.link);
  const wanted = { known: new Set(known), acts, since: await newestEntry(db), link: keys.link };
  for (const path of folder !== undefined && existsSync(folder) ? listKeyCopies(folder).toReversed() : [])
    if (await isUsable(path, wanted)) return { from: path, closed };
  return { from: null, closed };
}

interface Wanted {
  /** Fingerprints of the known keys. */
  readonly known: ReadonlySet<string>;
  readonly acts: ActList;
  /** Instant of the newest entry: an earlier copy lacks keys that nobody destroyed. */
  readonly since: string;
  readonly link: Uint8Array;
}

/** Whether a copy is whole, of this deployment, not older than the log, and opens. */
async function isUsable(path: string, { known, acts, since, link }: Wanted): Promise<boolean> {
  let head: KeyCopyHead | undefined;
  let isOpen = true;
  const onHead = (found: KeyCopyHead): void => {
    head = found;
  };
  try {
    for await (const page of readKeyCopy(path, link, onHead))
      isOpen &&= page.every(({ wrappedBy }) => known.has(wrappedBy));
    if (!isOpen || head === undefined || head.at < since) return false;
    // Throws for a copy of another list: what was erased since could not be taken from it.
    acts.since(head.acts);
    return true;
  } catch (error) {
    if (isStorageError(error)) return false;
    throw error;
  }
}

async function newestEntry(db: LogPool): Promise<string> {
  const { rows } = await db.query({
    text: `select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from audit.entry`,
  });
  return String(rows[0]?.at ?? '');
}
