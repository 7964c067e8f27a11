import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  addUnfinished,
  assertPlaces,
  finish,
  readUnfinished,
  removeUnfinished,
  writeUnfinished,
} from '../../../cli/subject/letterFolder.js';

const root = mkdtempSync(join(tmpdir(), 'portcullis-letter-'));
let at = 0;
let home = '';
beforeEach(() => {
  at += 1;
  home = join(root, `${at}`);
  mkdirSync(home);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const placesOf = (leftOut = 'left-out.json') => ({ folder: join(home, 'letter'), leftOut: join(home, leftOut) });
const files = { 'letter.html': '<p>', 'letter.json': '{}', 'letter.csv': '' };

describe('a letter', () => {
  test('appears whole, for its owner alone, beside what was left out of it', () => {
    const places = placesOf();
    assertPlaces(places, 'left out');
    writeUnfinished(places, files, 'left out');
    addUnfinished(places, 'receipt.json', '{}');
    expect([existsSync(places.folder), existsSync(places.leftOut)]).toEqual([false, false]);
    finish(places);
    expect(readdirSync(home).sort()).toEqual(['left-out.json', 'letter']);
    expect(readdirSync(places.folder).sort()).toEqual(['letter.csv', 'letter.html', 'letter.json', 'receipt.json']);
    const modes = [places.folder, places.leftOut, join(places.folder, 'letter.html')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });

  test.each([
    ['in it', 'letter/left-out.json'],
    ['deep in it', 'letter/a/b.json'],
    ['in it before it has its name', 'letter.unfinished/left-out.json'],
    ['in its place', 'letter'],
  ])('never has what was left out %s', (_, leftOut) => {
    expect(() => assertPlaces(placesOf(leftOut), '')).toThrow(/lies in the folder of the letter/);
  });

  test('never has what was left out in it behind a link', () => {
    mkdirSync(join(home, 'real'));
    symlinkSync(join(home, 'real'), join(home, 'link'));
    const places = { folder: join(home, 'link', 'letter'), leftOut: join(home, 'real', 'letter', 'left-out.json') };
    expect(() => assertPlaces(places, '')).toThrow(/lies in the folder of the letter/);
  });

  test('may have it beside it under a name that begins alike', () => {
    expect(() => assertPlaces(placesOf('letter-left-out.json'), '')).not.toThrow();
    expect(() => assertPlaces(placesOf('..left-out.json'), '')).not.toThrow();
  });

  test('overwrites neither a letter nor another file', () => {
    const places = placesOf();
    writeFileSync(places.leftOut, 'of another letter');
    expect(() => assertPlaces(places, 'left out')).toThrow(/left-out.json is there already/);
    rmSync(places.leftOut);
    mkdirSync(places.folder);
    expect(() => assertPlaces(places, 'left out')).toThrow(/letter is there already/);
  });

  test('that was cut off is finished by a second run, with its receipt', () => {
    const places = placesOf();
    writeUnfinished(places, files, 'left out');
    addUnfinished(places, 'receipt.json', '{"index":7}');
    // Cut off after the first of the two renames.
    writeFileSync(places.leftOut, 'left out');
    assertPlaces(places, 'left out');
    expect(readUnfinished(places, 'receipt.json')).toBe('{"index":7}');
    writeUnfinished(places, files, 'left out');
    finish(places);
    expect(readFileSync(join(places.folder, 'receipt.json'), 'utf8')).toBe('{"index":7}');
    expect(readdirSync(home).sort()).toEqual(['left-out.json', 'letter']);
  });

  test('that the gateway refused leaves nothing', () => {
    const places = placesOf();
    writeUnfinished(places, files, 'left out');
    removeUnfinished(places);
    expect(readdirSync(home)).toEqual([]);
  });
});
