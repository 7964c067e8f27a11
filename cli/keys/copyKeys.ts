import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { openActList } from '../../storage/acts/actList.js';
import { lockBackups } from '../../storage/backup/backupsFolder.js';
import {
  isOwnCopy,
  keyCopyOf,
  listKeyCopies,
  removeUnfinishedCopies,
  writeKeyCopy,
} from '../../storage/backup/keyCopy.js';
import { backupNameOf } from '../../storage/backup/manifest.js';
import type { FileLock } from '../../storage/locks/fileLock.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { CommandContext } from '../commandContext.js';

/** A copy of the keys of the log's entries, beside a backup. */
export interface CopiedKeys {
  readonly path: string;
  /** How many nodes of the key trees it has. */
  readonly nodes: number;
  /** Names of the copies that were too old, and are gone. */
  readonly removed: readonly string[];
}

/** Where a copy is made, and what goes then. */
interface CopyOptions {
  /** Folder of backups. */
  readonly folder: string;
  /** Of the backup, or one of its form. */
  readonly name: string;
  /** How long copies stay. */
  readonly keepMs: number;
  /** The lock of the folder, where the caller has it. */
  readonly held?: FileLock;
}

/**
 * Copies the keys of the log's entries as they are now into a file beside a backup, and removes the copies whose time is over: a copy opens
 * in older backups what was not erased until it was made. What is damaged, or another deployment's, stays.
 *
 * @throws StorageError BACKUP_REFUSED while another backup is made
 */
export async function copyKeys(
  { databases, keys, dataDirectory, headsDirectory }: CommandContext,
  { folder, name, keepMs, held }: CopyOptions,
): Promise<CopiedKeys> {
  // Before the nodes: what is taken away after it is taken from the copy again.
  const acts = await openActList(headsDirectory, keys.link).position();
  const at = new Date();
  const path = keyCopyOf(folder, name);
  const lock = held ?? lockBackups(folder, dataDirectory);
  const store = openLogPool(databases.adminUrl('audit_keys'));
  try {
    removeUnfinishedCopies(folder);
    const nodes = await writeKeyCopy(path, { at: at.toISOString(), acts, store, link: keys.link });
    const oldest = `keys-${backupNameOf(new Date(at.getTime() - keepMs).toISOString())}`;
    const old: string[] = [];
    for (const each of listKeyCopies(folder))
      if (basename(each) < oldest && each !== path && (await isOwnCopy(each, keys.link))) old.push(each);
    for (const each of old) rmSync(each, { force: true });
    return { path, nodes, removed: old.map((each) => basename(each)) };
  } finally {
    if (!held) lock.release();
    await store.close();
  }
}
