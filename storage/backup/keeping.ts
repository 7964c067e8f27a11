import type { BackupManifest } from './manifest.js';
import { segmentName, segmentNumber } from './segments.js';

/** A backup of this deployment, by its name in the folder. */
export interface NamedBackup {
  readonly name: string;
  readonly manifest: Pick<BackupManifest, 'completedAt' | 'systemIdentifier' | 'startSegment' | 'segmentBytes'>;
}

/**
 * Splits backups into those that are kept and those whose time is over. The two newest are always kept: the last of them may not have
 * been verified yet. One that is dated later than now is none of the two: a clock was wrong.
 *
 * @param backups oldest first
 * @param asOf UTC ISO 8601
 * @param periodMs how long a backup is kept
 */
export function splitByAge<Backup extends NamedBackup>(
  backups: readonly Backup[],
  asOf: string,
  periodMs: number,
): { readonly kept: readonly Backup[]; readonly over: readonly Backup[] } {
  const since = new Date(Date.parse(asOf) - periodMs).toISOString();
  const newest = backups.filter(({ manifest }) => manifest.completedAt <= asOf).slice(-2);
  const isOver = (backup: Backup): boolean => backup.manifest.completedAt < since && !newest.includes(backup);
  return { kept: backups.filter((backup) => !isOver(backup)), over: backups.filter(isOver) };
}

/** A segment of the archive, with the files that only say when a backup began in it. */
export interface Unneeded {
  readonly segment: string;
  readonly beside: readonly string[];
}

/**
 * The segments of an archive that no recovery from any of these backups reads, oldest first.
 *
 * Why not those before the oldest backup: a restore to an instant goes on from there on a timeline of its own, so that a later backup may
 * begin at a smaller number. Why by numbers alone: a recovery reads no smaller one than that at which it begins, on whatever timeline.
 * Files of timelines (`.history`) stay: recovery looks for all of them.
 */
export function unneededSegments(names: readonly string[], kept: readonly NamedBackup[]): readonly Unneeded[] {
  const numberOf = (name: string): number => segmentNumber(name, kept[0]?.manifest.segmentBytes ?? 1);
  const least = Math.min(...kept.map(({ manifest }) => numberOf(manifest.startSegment)));
  if (kept.length === 0) return [];
  const labels = names.filter((name) => backupLabel.test(name));
  return names
    .filter((name) => segmentName.test(name) && numberOf(name) < least)
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map((segment) => ({ segment, beside: labels.filter((name) => name.startsWith(segment)) }));
}

/** What PostgreSQL archives when a backup ends: the segment in which it began, and the byte. */
const backupLabel = /^[0-9A-F]{24}\.[0-9A-F]{8}\.backup$/;
