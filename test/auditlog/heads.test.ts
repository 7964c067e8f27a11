import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { leaveFor, listHeads, newestAfter, openHeadFile } from '../../auditlog/heads.js';

let folder: string;
let dir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-heads-'));
  dir = join(folder, 'heads');
});

const head = (size: number) => ({ log: 'main', size, root: Buffer.alloc(32, size % 256) });
const written = (...sizes: number[]): void => {
  const file = openHeadFile(dir, 'main');
  for (const size of sizes) file.write(head(size));
  file.close();
};

describe('the head file of a log', () => {
  it('is none before the first head, and then the last one, no matter who opens it', () => {
    expect(openHeadFile(dir, 'main').read()).toBeNull();
    expect(listHeads(dir)).toEqual([]);
    for (const size of [0, 1, 7, 300]) {
      written(size);
      expect(openHeadFile(dir, 'main').read()).toEqual(head(size));
    }
    written(301, 302, 303);
    expect(openHeadFile(dir, 'main').read()).toEqual(head(303));
    expect(listHeads(dir)).toEqual(['main']);
  });

  it('is readable by its owner alone, and leaves nothing unfinished', () => {
    written(1, 2);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'main.head')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['main.head']);
  });

  it('falls back to the head before where a write was torn at any byte', () => {
    written(1, 2, 3);
    const path = join(dir, 'main.head');
    const before = readFileSync(path);
    written(4);
    const after = readFileSync(path);
    for (let torn = 0; torn < after.length; torn += 1) {
      writeFileSync(path, Buffer.concat([after.subarray(0, torn), before.subarray(torn)]));
      expect([3, 4]).toContain(openHeadFile(dir, 'main').read()?.size);
    }
    writeFileSync(path, before);
    written(9);
    expect(openHeadFile(dir, 'main').read()).toEqual(head(9));
  });

  it('is written again where somebody removes it, or puts an old copy in its place, under its writer', () => {
    const file = openHeadFile(dir, 'main');
    for (const size of [1, 2]) file.write(head(size));
    rmSync(file.path);
    for (const size of [3, 4]) file.write(head(size));
    expect(openHeadFile(dir, 'main').read()).toEqual(head(4));
    cpSync(file.path, join(folder, 'copy'));
    file.write(head(5));
    renameSync(join(folder, 'copy'), file.path);
    file.write(head(6));
    expect(openHeadFile(dir, 'main').read()).toEqual(head(6));
    rmSync(dir, { recursive: true });
    file.write(head(7));
    file.close();
    expect(openHeadFile(dir, 'main').read()).toEqual(head(7));
  });

  it('is an error that names it where it is there and cannot be read, never "none"', () => {
    written(1);
    const path = join(dir, 'main.head');
    const whole = readFileSync(path, 'latin1');
    const other = openHeadFile(dir, 'other');
    other.write({ ...head(1), log: 'other' });
    other.close();
    const spoiled = ['', 'x', whole.replaceAll('main', 'mean'), readFileSync(other.path, 'latin1'), whole.slice(1)];
    for (const text of spoiled) {
      writeFileSync(path, text, 'latin1');
      expect(() => openHeadFile(dir, 'main').read()).toThrow(path);
      expect(() => openHeadFile(dir, 'main').write(head(2))).toThrow(path);
    }
  });

  it('is an error that names it where its folder cannot be', () => {
    writeFileSync(dir, 'a file');
    expect(() => openHeadFile(join(dir, 'x'), 'main').write(head(1))).toThrow(/main\.head cannot be read: ENOTDIR/);
  });

  it('is an error that names it where it is there and may not be written', () => {
    written(1);
    for (const path of [folder, dir]) chmodSync(path, 0o755);
    chmodSync(join(dir, 'main.head'), 0o444);
    // Why as somebody else: root writes what nobody may.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const error = expect.objectContaining({
        code: 'AUDIT_UNAVAILABLE',
        message: expect.stringMatching(/main\.head cannot be written: EACCES/),
      });
      expect(() => openHeadFile(dir, 'main').write(head(2))).toThrow(error);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('waits for the disk, also where nothing was written yet', async () => {
    await openHeadFile(dir, 'main').sync();
    const file = openHeadFile(dir, 'main');
    file.write(head(5));
    await file.sync();
    file.close();
    expect(openHeadFile(dir, 'main').read()).toEqual(head(5));
  });
});

describe('a log that was left twice', () => {
  it('is followed by the newest, but by none that the restore under way has not begun', () => {
    leaveFor(dir, 'main', 'main-2');
    expect(newestAfter(dir, 'main', undefined)).toBe('main-2');
    leaveFor(dir, 'main-2', 'main-3');
    expect(['main', 'main-2', 'main-3'].map((log) => newestAfter(dir, log, undefined))).toEqual(
      Array(3).fill('main-3'),
    );
    expect(newestAfter(dir, 'main', 'main-3')).toBe('main-2');
  });
});
