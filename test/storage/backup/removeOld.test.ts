import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { holdingBackups } from '../../../storage/backup/backupsFolder.js';
import { backupNameOf, listBackups, writeManifest } from '../../../storage/backup/manifest.js';
import { type Old, removeOld } from '../../../storage/backup/removeOld.js';

const link = Buffer.alloc(32, 7);
const segmentBytes = 1 << 20;
const [own, foreign] = ['7301234567890123456', '7309999999999999999'];
let place: string;
let folder: string;
let archive: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'portcullis-old-'));
  [folder, archive] = [join(place, 'backups'), join(place, 'wal')];
  for (const path of [folder, archive, join(place, 'data')]) mkdirSync(path);
});

const nameOf = (number: number): string => `0000000100000000${number.toString(16).toUpperCase().padStart(8, '0')}`;

/** A backup of a day of December 2026 that began in a segment of that number. @returns its name */
function backUp(day: number, { key = link, at = folder } = {}): string {
  const completedAt = `2026-12-${String(day).padStart(2, '0')}T01:00:00.000Z`;
  const name = backupNameOf(completedAt);
  mkdirSync(join(at, name, 'cluster'), { recursive: true });
  writeFileSync(join(at, name, 'cluster', 'file'), 'x');
  const manifest = {
    ...{ form: 'portcullis-backup-1' as const, build: 'test', postgres: '18.4', systemIdentifier: own },
    ...{ startLsn: '0/0', stopLsn: '0/0', startSegment: nameOf(day), segmentBytes, acts: '0:none' as const },
    ...{ startedAt: completedAt, completedAt, files: [] },
  };
  writeManifest(join(at, name), manifest, key);
  return name;
}

const longAgo = new Date('2026-01-01T00:00:00.000Z');

/** A segment as PostgreSQL begins one. */
function archiveSegment(
  number: number,
  { of = own, bytes = segmentBytes, place: at = number, archived = longAgo } = {},
): string {
  const segment = Buffer.alloc(bytes);
  segment.writeBigUInt64LE(BigInt(at) * BigInt(segmentBytes), 8);
  segment.writeBigUInt64LE(BigInt(of), 24);
  segment.writeUInt32LE(segmentBytes, 32);
  writeFileSync(join(archive, nameOf(number)), segment);
  utimesSync(join(archive, nameOf(number)), archived, archived);
  return nameOf(number);
}

const options = () => ({ folder, link, archive, periodMs: 14 * 86_400_000 });
const remove = (asOf: string, more = {}) => removeOld({ ...options(), asOf, ...more }, async (_, work) => work());

describe('backups that were kept for long enough', () => {
  it('go, oldest first, with the archived segments that none of the others needs, once it is logged what will go', async () => {
    const [first, second, third, fourth] = [backUp(1), backUp(2), backUp(19), backUp(20)];
    for (const number of [1, 2, 19, 20, 21]) archiveSegment(number);
    writeFileSync(join(archive, `${nameOf(2)}.00000028.backup`), '');
    const logged: Old[] = [];
    await removeOld({ ...options(), asOf: '2026-12-20T01:00:00.000Z' }, async (old, work) => {
      expect([listBackups(folder), readdirSync(archive)]).toEqual([[first, second, third, fourth], expect.any(Array)]);
      expect(readdirSync(archive)).toHaveLength(6);
      logged.push(old);
      work();
    });
    expect(logged.map(({ backups }) => backups)).toEqual([[first, second]]);
    expect([readdirSync(folder), readdirSync(archive).sort()]).toEqual([
      [third, fourth],
      [nameOf(19), nameOf(20), nameOf(21)],
    ]);
    await removeOld({ ...options(), asOf: '2026-12-20T01:00:00.000Z' }, () =>
      Promise.reject(new Error('nothing is old')),
    );
  });

  it('stay where that cannot be logged', async () => {
    const names = [backUp(1), backUp(19), backUp(20)];
    const refuse = () => Promise.reject(new Error('no log'));
    await expect(removeOld({ ...options(), asOf: '2026-12-20T01:00:00.000Z' }, refuse)).rejects.toThrow('no log');
    expect(listBackups(folder)).toEqual(names);
  });

  it('are those of this deployment alone: no other’s, no changed one, none with another name, no link', async () => {
    const [foreignOne, changed] = [backUp(1, { key: Buffer.alloc(32, 8) }), backUp(2)];
    writeFileSync(join(folder, changed, 'manifest.json'), '{}\n');
    renameSync(join(folder, backUp(3)), join(folder, '20261203T020000.000Z'));
    renameSync(join(folder, backUp(4)), join(folder, 'for good'));
    const elsewhere = backUp(5, { at: archive });
    symlinkSync(join(archive, elsewhere), join(folder, elsewhere));
    const newest = [backUp(19), backUp(20)];
    const { backups, others } = await remove('2026-12-20T01:00:00.000Z');
    expect([backups, others]).toEqual([[], [foreignOne, changed, '20261203T020000.000Z', elsewhere]]);
    expect(readdirSync(folder)).toEqual([...others, ...newest, 'for good'].sort());
    expect(existsSync(join(archive, elsewhere, 'cluster', 'file'))).toBe(true);
  });

  it('lose their name first: what cannot be removed whole is none any more, and goes with the next', async () => {
    const name = backUp(1);
    const newest = [backUp(19), backUp(20)];
    const closed = join(folder, name, 'cluster');
    chmodSync(closed, 0);
    const isRoot = process.geteuid?.() === 0;
    // All but the folder `cluster` is another user's, who cannot look into it.
    const manifests = [name, ...newest].map((each) => join(folder, each, 'manifest.json'));
    for (const path of isRoot ? [place, folder, archive, join(folder, name), ...manifests] : [])
      chownSync(path, 65534, 65534);
    if (isRoot) process.seteuid?.(65534);
    try {
      await expect(remove('2026-12-20T01:00:00.000Z')).rejects.toThrow();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
    expect(readdirSync(folder)).toEqual([...newest, 'unfinished']);
    chmodSync(join(folder, 'unfinished', 'cluster'), 0o700);
    backUp(2);
    await remove('2026-12-20T01:00:00.000Z');
    expect(readdirSync(folder)).toEqual(newest);
  });

  it('stay while another command holds their folder, which is free again after it, whether it failed or not', async () => {
    const root = join(place, 'data');
    const work = async (): Promise<string> => 'done';
    await holdingBackups(folder, root, async () => {
      await expect(holdingBackups(folder, root, work)).rejects.toMatchObject({ code: 'BACKUP_REFUSED' });
    });
    await expect(holdingBackups(folder, root, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await holdingBackups(folder, root, work)).toBe('done');
  });

  it('stay where the archive is away, which is said', async () => {
    const names = [backUp(1), backUp(20)];
    rmSync(archive, { recursive: true });
    await expect(remove('2026-12-20T01:00:00.000Z')).rejects.toThrow(`The archive ${archive} cannot be read.`);
    expect(listBackups(folder)).toEqual(names);
  });
});

describe('what is in an archive beside the segments that no backup needs', () => {
  it('stays: those of another database, of another place or length, links, and other names', async () => {
    backUp(20);
    const strange = [
      archiveSegment(1, { of: foreign }),
      archiveSegment(2, { place: 3 }),
      archiveSegment(3, { bytes: segmentBytes - 1 }),
    ];
    symlinkSync(join(archive, archiveSegment(30)), join(archive, nameOf(4)));
    writeFileSync(join(archive, `${nameOf(1)}.00000028.backup`), '');
    writeFileSync(join(archive, '00000002.history'), '');
    const before = readdirSync(archive);
    archiveSegment(5);
    const { segments, others } = await remove('2026-12-20T01:00:00.000Z');
    expect([segments.map(({ segment }) => segment), others]).toEqual([[nameOf(5)], [...strange, nameOf(4)]]);
    expect(readdirSync(archive)).toEqual(before);
  });

  it('stays where it is younger than the period: a first backup to a second folder took what those in the first need', async () => {
    backUp(20);
    archiveSegment(1, { archived: new Date('2026-12-06T00:59:59.999Z') });
    archiveSegment(2, { archived: new Date('2026-12-06T01:00:00.000Z') });
    archiveSegment(19, { archived: new Date('2026-12-20T00:00:00.000Z') });
    const { segments } = await remove('2026-12-20T01:00:00.000Z');
    expect(segments.map(({ segment }) => segment)).toEqual([nameOf(1)]);
    expect(readdirSync(archive).sort()).toEqual([nameOf(2), nameOf(19)]);
  });

  it('stays with it where no archive is known', async () => {
    backUp(20);
    archiveSegment(1);
    await remove('2026-12-20T01:00:00.000Z', { archive: undefined });
    expect(readdirSync(archive)).toEqual([nameOf(1)]);
  });
});
