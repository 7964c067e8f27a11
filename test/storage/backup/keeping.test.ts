import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type NamedBackup, splitByAge, unneededSegments } from '../../../storage/backup/keeping.js';
import { segmentNumber, segmentsBetween } from '../../../storage/backup/segments.js';

const segmentBytes = 1 << 30;
const hex = (number: number): string => number.toString(16).toUpperCase().padStart(8, '0');
/** Four segments of this size have one middle part. */
const nameOf = (timeline: number, number: number): string =>
  `${hex(timeline)}${hex(Math.floor(number / 4))}${hex(number % 4)}`;
const day = 86_400_000;
const instantOf = (days: number): string => new Date(Date.UTC(2026, 0, 1) + days * day).toISOString();

/** What happens to a database: it writes, is backed up, or goes back to a backup and some segments further. */
const happening = fc.oneof(
  fc.record({ write: fc.integer({ min: 1, max: 4 }) }),
  fc.constant({ backup: true as const }),
  fc.record({ restore: fc.nat(8), further: fc.nat(4) }),
);

interface Timeline {
  readonly number: number;
  readonly parent: Timeline | null;
  /** Segment in which it left its parent. */
  readonly from: number;
  to: number;
}

interface Taken extends NamedBackup {
  readonly on: Timeline;
  readonly start: number;
}

/** Lives through it. @returns the archive, and the backups, oldest first */
function live(happenings: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[]) {
  const timelines: Timeline[] = [{ number: 1, parent: null, from: 1, to: 1 }];
  const backups: Taken[] = [];
  const back = (on: Timeline): void => {
    const completedAt = instantOf(backups.length);
    const manifest = { completedAt, systemIdentifier: '1', segmentBytes, startSegment: nameOf(on.number, on.to) };
    backups.push({ name: completedAt, manifest, on, start: on.to });
  };
  back(timelines[0] as Timeline);
  for (const each of happenings) {
    const now = timelines.at(-1) as Timeline;
    if ('write' in each) now.to += each.write;
    else if ('backup' in each) back(now);
    else {
      const { on, start } = backups[each.restore % backups.length] as Taken;
      const from = Math.min(start + each.further, on.to);
      timelines.push({ number: timelines.length + 1, parent: on, from, to: from });
    }
  }
  const archive = timelines.flatMap(({ number, from, to }) => [
    ...(number === 1 ? [] : [`${hex(number)}.history`]),
    ...segmentsBetween(nameOf(number, from), nameOf(number, to), segmentBytes),
  ]);
  return { timelines, backups, archive: [...archive, ...backups.map(labelOf)] };
}

const labelOf = ({ manifest }: NamedBackup): string => `${manifest.startSegment}.00000028.backup`;

/** Segments that a restore of a backup may read, to any instant on any timeline that leads on from it. */
function readBy({ on, start }: Taken, timelines: readonly Timeline[]): ReadonlySet<string> {
  const read = new Set<string>();
  for (const end of timelines) {
    let to = end.to;
    const way: string[] = [];
    for (let at: Timeline | null = end; at; [to, at] = [Math.min(at.from, at.parent?.to ?? 0), at.parent]) {
      for (let n = Math.max(at.from, start); n <= to; n += 1) way.push(nameOf(at.number, n));
      if (at !== on) continue;
      for (const name of way) read.add(name);
      break;
    }
  }
  return read;
}

describe('backups that are kept for some days', () => {
  it('leave the archive all that a restore from any of them reads, whatever was restored before, and no more in front', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 25 }), fc.integer({ min: 1, max: 12 }), (happenings, days) => {
        const { timelines, backups, archive } = live(happenings);
        const { kept, over } = splitByAge(backups, instantOf(backups.length - 1), days * day);
        expect([...over, ...kept]).toEqual(backups);
        const gone = unneededSegments(archive, kept).flatMap(({ segment, beside }) => [...beside, segment]);
        for (const backup of kept) {
          for (const name of readBy(backup, timelines)) expect(gone).not.toContain(name);
          expect(gone).not.toContain(labelOf(backup));
        }
        expect(gone.filter((name) => name.endsWith('.history'))).toEqual([]);
        // What is left begins where a kept backup does: nothing in front of it is kept for ever.
        const left = archive.filter((name) => !gone.includes(name) && /^[0-9A-F]{24}$/.test(name));
        const first = Math.min(...left.map((name) => segmentNumber(name, segmentBytes)));
        expect(kept.map(({ start }) => start)).toContain(first);
        expect(unneededSegments(left, kept)).toEqual([]);
      }),
    );
  });

  it('are removed oldest first, segments too, so that what a kill leaves has no hole', () => {
    const { backups, archive } = live([{ write: 3 }, { restore: 0, further: 1 }, { write: 4 }, { backup: true }]);
    const numbers = unneededSegments(archive, backups.slice(-1)).map(({ segment }) =>
      segmentNumber(segment, segmentBytes),
    );
    expect(numbers).toEqual([1, 2, 2, 3, 3, 4, 4, 5]);
  });

  it('are all kept where they are young, and the two newest of all are, however old', () => {
    const { backups } = live([{ backup: true }, { backup: true }]);
    expect(splitByAge(backups, instantOf(2), 2 * day).over).toEqual([]);
    expect(splitByAge(backups, instantOf(2), 2 * day - 1).over).toEqual(backups.slice(0, 1));
    expect(splitByAge(backups, instantOf(400), day).kept).toEqual(backups.slice(-2));
  });

  it('are kept beside one that is dated later than now: it is none of the two newest, as a clock was ahead', () => {
    const { backups } = live([{ backup: true }, { backup: true }, { backup: true }]);
    // The last of four is of a day to come.
    expect(splitByAge(backups, instantOf(2), 1).kept).toEqual(backups.slice(1));
  });

  it('hold what the least of them begins with: after a restore a later backup may begin before an earlier one', () => {
    const { backups, archive } = live([{ write: 5 }, { backup: true }, { restore: 0, further: 1 }, { backup: true }]);
    expect(backups.map(({ start }) => start)).toEqual([1, 6, 2]);
    const gone = unneededSegments(archive, backups.slice(1)).map(({ segment }) => segment);
    expect(gone).toEqual([nameOf(1, 1)]);
  });

  it('none of them leaves an archive alone', () => {
    expect(unneededSegments([nameOf(1, 1)], [])).toEqual([]);
  });

  it('leave names alone that are not of segments', () => {
    const { backups } = live([{ write: 4 }, { backup: true }]);
    const names = ['.000000010000000000000001.unfinished', '000000010000000000000001.gz', '00000001.history', 'notes'];
    expect(unneededSegments([...names, '000000010000000000000001.partial'], backups.slice(-1))).toEqual([]);
  });
});
