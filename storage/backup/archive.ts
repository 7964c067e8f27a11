import { readdirSync } from 'node:fs';
import { StorageError } from '../storageError.js';
import type { BackupManifest } from './manifest.js';
import { historyName, segmentName, segmentNumber } from './segments.js';

/** Seconds after which a segment is archived that is not full, if anything was written. */
const archiveTimeout = 300;

/**
 * Settings of a server that archives its write-ahead log; none where it does not. Why a script of the shell: the database's user may be
 * unable to reach Node.js, and it starts in a twentieth of the time.
 *
 * @param folder absolute path of the archive, which the database's user may write
 */
export function archiveSettings(folder: string | undefined): Readonly<Record<string, string>> {
  if (folder === undefined) return {};
  return {
    archive_mode: 'on',
    archive_timeout: String(archiveTimeout),
    archive_command: archiveCommand(folder),
  };
}

/**
 * Settings of a server that ends a restore: what it writes waits, and goes into the archive once the database is served with one. Why:
 * each restore is a timeline, later restores from the archive follow the newest, and one that is only tried must leave it as it is.
 */
export const archiveLater: Readonly<Record<string, string>> = { archive_mode: 'on', archive_command: '' };

/**
 * Puts a segment into the archive: under another name, to the disk, then under its own, to the disk. The same content again is success,
 * other content of the same name is a failure: the archive is never overwritten.
 */
function archiveCommand(folder: string): string {
  return [
    `umask 077; d=${inShell(folder)}; f="$d/%f"; t="$d/.%f.unfinished"`,
    'if [ -e "$f" ]; then cmp -s "%p" "$f" && sync "$f" "$d"; exit; fi',
    'cp "%p" "$t" && sync "$t" && ln "$t" "$f" && rm "$t" && sync "$d" && exit 0',
    'rm -f "$t"; exit 1',
  ].join('; ');
}

/**
 * Settings of a recovery from the archive. An archive that cannot be read ends it (status over 125): a missing segment is the end of
 * the log for PostgreSQL, and would be taken for one.
 *
 * @param to recover no further than this instant
 */
export function recoverySettings(folder: string | undefined, to: Date | undefined): Readonly<Record<string, string>> {
  // Why no hot standby: the server would say that it is ready before recovery has ended.
  const common = { hot_standby: 'off' };
  // Why a command that finds nothing: without archive recovery there would be no new timeline.
  if (folder === undefined) return { ...common, restore_command: 'false' };
  const fetch = `d=${inShell(folder)}; ls "$d" >/dev/null || exit 200; [ -e "$d/%f" ] || exit 1; cp "$d/%f" "%p" || exit 200`;
  // Why `+00`: PostgreSQL reads the setting before it knows names of time zones.
  const time = to?.toISOString().replace('T', ' ').replace('Z', '+00');
  const target = time !== undefined && { recovery_target_time: time, recovery_target_action: 'promote' };
  return { ...common, restore_command: fetch, ...target };
}

/** A text in quotes of the shell, in which `%` has no meaning for PostgreSQL either. */
function inShell(text: string): string {
  return `'${text.replaceAll('%', '%%').replaceAll("'", "'\\''")}'`;
}

/** How far recovery from an archive has to come. */
export interface ArchiveEnd {
  /** Number of the newest segment. */
  readonly segment: number;
  readonly name: string;
}

/**
 * The end of an archive; undefined where it has nothing that the backup lacks.
 *
 * @param to an instant before the end may lie before a hole
 * @throws StorageError RESTORE_REFUSED for an archive with a hole behind the backup
 */
export function endOfArchive(folder: string, manifest: BackupManifest, to: Date | undefined): ArchiveEnd | undefined {
  const { startSegment, segmentBytes } = manifest;
  const names = namesIn(folder);
  const numberOf = (name: string): number => segmentNumber(name, segmentBytes);
  const segments = names.filter((name) => segmentName.test(name) && numberOf(name) >= numberOf(startSegment));
  const there = new Set(segments.map(numberOf));
  for (const name of manifest.files.flatMap(({ path }) => /^cluster\/pg_wal\/(.*)$/.exec(path)?.[1] ?? []))
    if (segmentName.test(name)) there.add(numberOf(name));
  const last = [...there].reduce((a, b) => Math.max(a, b), -Infinity);
  let hole = numberOf(startSegment);
  while (there.has(hole)) hole += 1;
  if (hole < last && to === undefined) throw holed(folder, segments.toSorted(), hole, numberOf);
  // The newest timeline is the one that is followed, even if it has no segment yet.
  const timelines = names.filter((name) => historyName.test(name) || segmentName.test(name));
  const newest = timelines
    .map((name) => name.slice(0, 8))
    .sort()
    .at(-1);
  const ofNewest = segments.filter((name) => name.startsWith(newest ?? '')).sort();
  const name = ofNewest.at(-1);
  return name === undefined || to !== undefined ? undefined : { segment: numberOf(name), name };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const hint = 'Mount it, or name it with --wal-archive; without it the state of the backup alone is restored.';
    throw new StorageError('RESTORE_REFUSED', `The archive ${folder} cannot be read.`, hint, error);
  }
}

function holed(
  folder: string,
  segments: readonly string[],
  hole: number,
  numberOf: (name: string) => number,
): StorageError {
  const after = segments.find((name) => numberOf(name) > hole);
  return new StorageError(
    'RESTORE_REFUSED',
    `The archive ${folder} lacks what comes before ${after}: recovery would end there without a word.`,
    'Put it back; or restore with --to an instant before it, or from a newer backup.',
  );
}
