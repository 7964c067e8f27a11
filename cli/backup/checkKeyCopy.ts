import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isUnwrappable } from '../../auditlog/keyTree/storedNode.js';
import { keyCopyOf, readKeyCopy } from '../../storage/backup/keyCopy.js';
import type { Keys } from '../../storage/keys/keys.js';
import { isStorageError } from '../../storage/storageError.js';
import { counted } from '../output/counted.js';

/** The copy of the keys of log entries that was made with a backup, and what was found of it. */
export interface CheckedKeyCopy {
  readonly path: string;
  /** False where it was changed, cut, or made under other keys. */
  readonly isWhole: boolean;
  readonly nodes: number;
  /** How many of them open under no key that is here: it is too old. */
  readonly closed: number;
}

/** Reads the copy beside a backup to its end; null where it is gone, as it is after some days. */
export async function checkKeyCopy(
  backup: string,
  { link, auditSeal }: Pick<Keys, 'link' | 'auditSeal'>,
): Promise<CheckedKeyCopy | null> {
  const path = keyCopyOf(dirname(backup), basename(backup));
  if (!existsSync(path)) return null;
  let [nodes, closed] = [0, 0];
  try {
    for await (const page of readKeyCopy(path, link, () => undefined)) {
      nodes += page.length;
      closed += page.filter((node) => !isUnwrappable(node, auditSeal())).length;
    }
    return { path, isWhole: true, nodes, closed };
  } catch (error) {
    if (isStorageError(error) && error.code === 'BACKUP_DAMAGED') return { path, isWhole: false, nodes, closed };
    throw error;
  }
}

/** It in a line for people. */
export function describeKeyCopy({ path, isWhole, nodes, closed }: CheckedKeyCopy): string {
  if (!isWhole) return `BROKEN    ${path} was changed, cut, or made under other keys.`;
  const opens = closed === 0 ? 'all open' : `${closed} open no more`;
  return `${path}: ${counted(nodes, 'key')} of log entries, ${opens}.`;
}
