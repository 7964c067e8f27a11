import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { root } from '../../../schema/files.js';
import { type Copy, copyTree } from './copy.js';
import { assertTested, type Guard, readGuards, takeOut } from './guard.js';
import { sampleOf } from './sample.js';
import { type Tried, tryGuards } from './tryGuards.js';

const guards = readGuards(root);

describe('each guard of the list', () => {
  test.each(guards.map((guard) => [guard.name, guard] as const))('has its line, once, and its test: %s', (_, guard) => {
    assertTested(root, guard);
    takeOut(root, guard);
  });

  test('is one of sixty at least', () => {
    expect(guards.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a guard that is taken out', () => {
  let copy: Copy;
  beforeAll(() => {
    copy = copyTree(root);
    writeFileSync(join(copy.root, 'planted.ts'), planted);
    mkdirSync(join(copy.root, 'test', 'planted'));
    writeFileSync(join(copy.root, 'test', 'planted', 'planted.test.ts'), plantedTest);
  });
  afterAll(() => copy?.remove());

  /** What becomes of them, with nobody's database. */
  const tried = async (some: readonly Guard[], unchanged = false) => {
    const all = await tryGuards(copy, some, { unchanged, served: true, onTried: () => undefined });
    return all.map(({ name, end, said }: Tried) => `${name} ${end} ${said}`);
  };

  test('turns its test red, some of them each time: which, the commit says', async () => {
    const sample = sampleOf(guards, headOf(root), 3);
    expect(sample).toHaveLength(3);
    for (const [index, said] of (await tried(sample)).entries()) expect(said).toMatch(`${sample[index]?.name} RED`);
  });

  test('is told where no test misses it, where its line or test is lost, and where nothing runs without it', async () => {
    const guard = { holds: '', wall: '', file: 'planted.ts', test: 'test/planted/planted.test.ts', title: 'is seen' };
    const ends = await tried(
      [
        { ...guard, name: 'missed', line: 'return 1;', without: 'return 2;' },
        { ...guard, name: 'unseen', line: 'return 3;', without: 'return 4;' },
        { ...guard, name: 'gone', line: 'return 5;', without: '' },
        { ...guard, name: 'twice', line: 'return', without: '' },
        { ...guard, name: 'broken', line: 'export function seen', without: 'export function' },
        { ...guard, name: 'untitled', line: 'return 1;', without: '', title: 'is nowhere' },
        { ...guard, name: 'restored', line: 'return 1;', without: 'return 2;' },
      ],
      true,
    );
    expect(ends).toEqual([
      expect.stringMatching(/^missed RED .*Expected: 1/),
      'unseen GREEN no test is red without it',
      'gone LOST gone: stands 0 times in planted.ts, once is due: return 5;',
      'twice LOST twice: stands 2 times in planted.ts, once is due: return',
      expect.stringMatching(/^broken BROKEN no test ran without it, which proves nothing/),
      'untitled LOST untitled: test/planted/planted.test.ts has no title with: is nowhere',
      expect.stringMatching(/^restored RED .*Expected: 1/),
    ]);
  });
});

describe('the list', () => {
  const read = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-list-'));
    try {
      mkdirSync(join(folder, 'test'));
      writeFileSync(join(folder, 'test', 'guards.yaml'), text);
      return readGuards(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const said = 'holds: a promise, line: one, without: two, title: is seen';

  test('says file and test once for guards of a wall that stand together', () => {
    const places = 'file: one.ts, test: test/one.test.ts';
    const list = `wall: [{ name: a, ${said}, ${places} }, { name: b, ${said}, file: two.ts }, { name: c, ${said} }]`;
    expect(read(list).map(({ name, file, test }) => [name, file, test])).toEqual([
      ['a', 'one.ts', 'test/one.test.ts'],
      ['b', 'two.ts', 'test/one.test.ts'],
      ['c', 'two.ts', 'test/one.test.ts'],
    ]);
    expect(() => read(`${list}\nother: [{ name: d, ${said} }]`)).toThrow(/"other",\s+0,\s+"file"/);
  });
});

const planted = 'export function seen() {\n  return 1;\n}\n\nexport function unseen() {\n  return 3;\n}\n';
const plantedTest = `import { expect, test } from '@jest/globals';
import { seen, unseen } from '../../planted.js';

test('is seen', () => {
  unseen();
  expect(seen()).toBe(1);
});
`;

/** The commit of the tree; a fixed one where there is no repository. */
function headOf(cwd: string): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}
