import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { chooseBackup } from '../../../cli/backup/chooseBackup.js';
import { backupNameOf, writeManifest } from '../../../storage/backup/manifest.js';

const [link, others] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-choose-'));
});

/** @returns its path */
function backUp(day: number, key = link, systemIdentifier = '1'): string {
  const completedAt = `2026-12-0${day}T01:00:00.000Z`;
  const path = join(folder, backupNameOf(completedAt));
  mkdirSync(path);
  const manifest = {
    ...{ form: 'portcullis-backup-1' as const, build: 'test', postgres: '18.4', systemIdentifier },
    ...{ startLsn: '0/0', stopLsn: '0/0', startSegment: '0', segmentBytes: 1, acts: '0:none' as const },
    ...{ startedAt: completedAt, completedAt, files: [] },
  };
  writeManifest(path, manifest, key);
  return path;
}

describe('of a folder of backups', () => {
  it('the newest of this deployment is taken, and each newer one that does not open is named: the whole folder was refused', () => {
    const [first, second, third, foreign] = [backUp(1), backUp(2), backUp(3), backUp(4, others)];
    writeFileSync(join(third, 'manifest.json'), '{}');
    expect(chooseBackup(folder, link)).toMatchObject({ backup: second, passed: [foreign, third] });
    const to = new Date('2026-12-02T00:00:00.000Z');
    expect(chooseBackup(folder, link, to)).toMatchObject({ backup: first, passed: [] });
  });

  it('a newer one of another database is no reason to doubt: a folder that two deployments share ended with 2 each night', () => {
    const [own, foreign] = [backUp(1), backUp(2, others, '2')];
    expect(chooseBackup(folder, link)).toMatchObject({ backup: own, passed: [], others: [foreign] });
  });

  it('none is taken where none opens, which is no missing one', () => {
    expect(() => chooseBackup(folder, link)).toThrow(expect.objectContaining({ code: 'BACKUP_MISSING' }));
    backUp(1, others);
    expect(() => chooseBackup(folder, link)).toThrow(expect.objectContaining({ code: 'BACKUP_DAMAGED' }));
  });

  it('one that is named itself is taken or refused', () => {
    const [own, foreign] = [backUp(1), backUp(2, others)];
    expect(chooseBackup(own, link)).toMatchObject({ manifest: { completedAt: '2026-12-01T01:00:00.000Z' } });
    expect(() => chooseBackup(foreign, link)).toThrow('made under other keys');
  });
});
