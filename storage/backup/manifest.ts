import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWholeFile } from '../../schema/wholeFile.js';
import type { ActPosition } from '../acts/actList.js';
import { errorCode, explainFileError, StorageError } from '../storageError.js';
import { listFolder } from './clusterFiles.js';
import { copyFiles } from './copyFiles.js';

const fileName = 'manifest.json';

const manifestShape = z.object({
  form: z.literal('portcullis-backup-1'),
  /** Version of the product that made it. */
  build: z.string(),
  /** Version of PostgreSQL, e.g. `18.4`. */
  postgres: z.string(),
  systemIdentifier: z.string(),
  /** Recovery begins at the first and is consistent at the second. */
  startLsn: z.string(),
  stopLsn: z.string(),
  /** First segment of the write-ahead log that recovery reads. */
  startSegment: z.string(),
  segmentBytes: z.number(),
  /** UTC ISO 8601, by the database's clock; a restore gives the state of the second. */
  startedAt: z.iso.datetime(),
  completedAt: z.iso.datetime(),
  /** Where the list of acts stood before: the later ones are done again after a restore. */
  acts: z.custom<ActPosition>((value) => /^\d+:[\w-]+$/.test(String(value))),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

/** What a backup is of, and all that is in it. */
export type BackupManifest = Readonly<z.infer<typeof manifestShape>>;

/** Form of a backup's name: the instant of which it is, `20261201T160312.123Z`. */
const backupName = /^\d{8}T\d{6}\.\d{3}Z$/;

/** Name of the backup of an instant. */
export function backupNameOf(completedAt: string): string {
  return completedAt.replaceAll(/[-:]/g, '');
}

/** Names of the backups in a folder, oldest first. */
export function listBackups(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => backupName.test(name) && existsSync(join(folder, name, fileName)))
    .sort();
}

/** Whether a folder is a backup itself. */
export function isBackup(folder: string): boolean {
  return existsSync(join(folder, fileName));
}

/**
 * Writes the manifest of a backup: a line of JSON, and a line with its HMAC-SHA256.
 *
 * @param link the key of references: it is kept outside every backup and never changes in the life of a database
 */
export function writeManifest(folder: string, manifest: BackupManifest, link: Uint8Array): void {
  const line = JSON.stringify(manifest);
  writeWholeFile(join(folder, fileName), `${line}\n${macOf(line, link).toString('hex')}\n`, 'create');
}

/** @throws StorageError BACKUP_MISSING, or BACKUP_DAMAGED for one that was changed or made under other keys */
export function readManifest(folder: string, link: Uint8Array): BackupManifest {
  const text = readText(folder);
  const [, line = '', mac = ''] = /^(.*)\n([0-9a-f]{64})\n$/.exec(text) ?? [];
  if (!timingSafeEqual(macOf(line, link), Buffer.from(mac.padEnd(64, '0'), 'hex')))
    throw damaged(folder, 'its manifest was changed, or made under other keys');
  return manifestShape.parse(JSON.parse(line));
}

/**
 * Whether a backup that is not sealed under our keys says that it is of another database. It may be a lie: who can write it could also
 * take the backup away.
 */
export function isOfAnother(folder: string, { systemIdentifier }: Pick<BackupManifest, 'systemIdentifier'>): boolean {
  try {
    const stated = JSON.parse(readText(folder).split('\n')[0] ?? '') as Partial<BackupManifest>;
    return typeof stated.systemIdentifier === 'string' && stated.systemIdentifier !== systemIdentifier;
  } catch {
    return false;
  }
}

function readText(folder: string): string {
  try {
    return readFileSync(join(folder, fileName), 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw explainFileError(error, folder);
    throw new StorageError('BACKUP_MISSING', `There is no backup in ${folder}.`, 'Name the folder of a backup.', error);
  }
}

function macOf(line: string, link: Uint8Array): Buffer {
  const key = Buffer.from(hkdfSync('sha256', link, '', 'portcullis/backup-manifest', 32));
  return createHmac('sha256', key).update(line).digest();
}

/** How a backup is read back. */
export interface Reading {
  /** Where its files are copied, with its folders; absent: they are only read. */
  readonly to?: string | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads every file of a backup and compares all with its manifest.
 *
 * @param prepare makes the folders of the copies
 * @throws StorageError BACKUP_DAMAGED naming the first that is not as it was, is missing, or was added
 */
export async function readBackup(
  folder: string,
  { files }: BackupManifest,
  { prepare, ...reading }: Reading & { readonly prepare?: (folders: readonly string[]) => void },
): Promise<void> {
  const found = await listFolder(folder);
  const stray = found.others[0];
  if (stray !== undefined) throw damaged(folder, `${stray} is neither a file nor a folder`);
  const paths = found.files.map(({ path }) => path).filter((path) => path !== fileName);
  const stated = new Map(files.map((file) => [file.path, file]));
  const added = paths.find((path) => !stated.has(path));
  if (added !== undefined) throw damaged(folder, `${added} was added`);
  prepare?.(found.folders);
  for (const { path, bytes, sha256 } of await copyFiles(paths, { from: folder, ...reading })) {
    const was = stated.get(path);
    stated.delete(path);
    if (was?.sha256 !== sha256 || was.bytes !== bytes) throw damaged(folder, `${path} is not as it was`);
  }
  const [missing] = stated.keys();
  if (missing !== undefined) throw damaged(folder, `${missing} is missing`);
}

function damaged(folder: string, what: string): StorageError {
  return new StorageError(
    'BACKUP_DAMAGED',
    `The backup ${folder} cannot be used: ${what}.`,
    'Use another backup, or another copy of this one; or name its keys with --keys.',
  );
}
