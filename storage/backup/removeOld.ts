import { closeSync, lstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { explainFileError, StorageError } from '../storageError.js';
import { readBackups, removeBackup } from './backupsFolder.js';
import { type NamedBackup, splitByAge, type Unneeded, unneededSegments } from './keeping.js';
import { segmentNumber } from './segments.js';

/** What is looked through for what is too old. */
export interface OldOptions {
  /** Folder of backups. */
  readonly folder: string;
  /** Key of references, under which manifests are sealed. */
  readonly link: Uint8Array;
  /** Absolute path of the archive of the write-ahead log; absent: none is known. */
  readonly archive: string | undefined;
  /** UTC ISO 8601. */
  readonly asOf: string;
  /** How long a backup is kept, ms. */
  readonly periodMs: number;
}

/** What is too old. */
export interface Old {
  /** Names of backups, oldest first. */
  readonly backups: readonly string[];
  readonly segments: readonly Unneeded[];
  /** What is named as a backup or as a segment that is not needed, and is not of this deployment: it stays. */
  readonly others: readonly string[];
}

/**
 * Finds, and has `remove` take away, the backups whose time is over, and the segments of the archive that are as old and that none of the
 * others needs. Nothing else is touched: not the two newest backups, no backup that is not sealed under this key, no segment of another
 * database, no other file. Only under the lock of the folder of backups.
 *
 * @param log is given what is too old before anything goes, and removes it by the function that it is handed; absent: there is nothing
 * @throws StorageError BACKUP_REFUSED without the archive; the file system's error
 */
export async function removeOld(
  options: OldOptions,
  log: (old: Old, remove: () => void) => Promise<void>,
): Promise<Old> {
  const { folder, archive } = options;
  try {
    const old = findOld(options);
    const remove = (): void => {
      for (const name of old.backups) removeBackup(folder, name);
      if (archive !== undefined) for (const each of old.segments) removeSegment(archive, each);
    };
    if (old.backups.length > 0 || old.segments.length > 0) await log(old, remove);
    return old;
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

function findOld({ folder, link, archive, asOf, periodMs }: OldOptions): Old {
  const { own, others } = readBackups(folder, link);
  const { kept, over } = splitByAge(own, asOf, periodMs);
  const newest = kept.at(-1);
  const ofOne = kept.filter(({ manifest }) => manifest.systemIdentifier === newest?.manifest.systemIdentifier);
  const isOld = ({ segment }: Unneeded): boolean =>
    lstatSync(join(archive ?? '', segment)).mtimeMs < Date.parse(asOf) - periodMs;
  // Why by age too: a backup in another folder may need what none in this one does.
  const unneeded = archive === undefined ? [] : unneededSegments(namesIn(archive), ofOne).filter(isOld);
  const segments = unneeded.filter(({ segment }) => newest && isOf(newest, join(archive ?? '', segment), segment));
  const strange = unneeded.filter((each) => !segments.includes(each)).map(({ segment }) => segment);
  return { backups: over.map(({ name }) => name), segments, others: [...others, ...strange] };
}

function namesIn(archive: string): readonly string[] {
  try {
    return readdirSync(archive);
  } catch (error) {
    const hint = 'Mount it, or name it with --wal-archive.';
    throw new StorageError('BACKUP_REFUSED', `The archive ${archive} cannot be read.`, hint, error);
  }
}

/** Last the segment: what is beside it is known by it. */
function removeSegment(archive: string, { segment, beside }: Unneeded): void {
  for (const name of [...beside, segment]) rmSync(join(archive, name), { force: true });
}

/** Length of what is read of a segment: the header of its first page. */
const headerBytes = 40;

/**
 * Whether a file is the segment of its name, of the database of a backup, by the header that PostgreSQL writes: its place in the log
 * (`xlp_pageaddr`), the database (`xlp_sysid`) and its length (`xlp_seg_size`).
 */
function isOf({ manifest: { systemIdentifier, segmentBytes } }: NamedBackup, path: string, name: string): boolean {
  const header = Buffer.alloc(headerBytes);
  const stats = lstatSync(path);
  if (!stats.isFile() || stats.size !== segmentBytes) return false;
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, headerBytes, 0);
  } finally {
    closeSync(file);
  }
  const place = BigInt(segmentNumber(name, segmentBytes)) * BigInt(segmentBytes);
  return (
    header.readBigUInt64LE(8) === place &&
    header.readBigUInt64LE(24) === BigInt(systemIdentifier) &&
    header.readUInt32LE(32) === segmentBytes
  );
}
