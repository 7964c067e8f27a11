import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findDeadFiles, findMissingProducts, findSilentExports, startedFiles } from './exports.js';
import { findFullFolders, findLongFile, findLongFunctions, findLongLines, fullFolders } from './lengths.js';
import { findEndedElsewhere, findOrdersByText } from './statements.js';
import { findTitles } from './titles.js';
import { type Fault, filesBelow, type SourceFile, sourceFolders } from './tree.js';
import { findBannedFolders, findBannedWords } from './words.js';

/* The style of this repository, as rules. Each is held by the tree, and sees the offence that is planted beside it. */
const sources = filesBelow(sourceFolders, /\.ts$/);
const tests = filesBelow(['test'], /\.ts$/).filter(({ path }) => !path.startsWith('test/style/'));
const documents = [
  ...filesBelow([...sourceFolders, 'docs', 'test'], /\.md$/),
  ...filesBelow(['.'], /^(README|CONTRIBUTING|SECURITY)\.md$/).filter(({ path }) => !path.includes('/')),
  ...filesBelow(['schema', 'cli'], /\.graphql$|help\.txt$/).filter(({ path }) => path !== 'schema/supergraph.graphql'),
];

interface Rule {
  readonly says: string;
  readonly find: (file: SourceFile) => readonly Fault[];
  readonly of: readonly SourceFile[];
  /** Files that break it. */
  readonly planted: readonly SourceFile[];
}

const file = (text: string, path = 'gateway/planted.ts'): SourceFile => ({ path, text });
const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const longBody = `export function planted() {\n${lines(41, '  planted;')}}\n`;

const rules: readonly Rule[] = [
  {
    says: 'no file is over 400 lines',
    find: findLongFile,
    of: [...sources, ...tests],
    planted: [file(lines(401, ''))],
  },
  {
    says: 'no comment is far wider than the 120 characters of code',
    find: findLongLines,
    of: sources,
    planted: [file(`// ${'word '.repeat(30)}`), file(`  planted(${'word, '.repeat(30)});`)],
  },
  {
    says: 'functions are under forty lines, or say why they are not',
    find: findLongFunctions,
    of: sources,
    planted: [
      file(longBody),
      file(`// Öffnung\nconst planted = () => {\n${lines(41, '  planted;')}};`),
      file(`export function planted() {\n${lines(12, `  const inner = () => {\n${lines(8, '    inner;')}  };`)}}\n`),
    ],
  },
  {
    says: 'words are those of the field, in English that reads at first sight',
    find: findBannedWords,
    of: [...sources, ...tests, ...documents],
    planted: [
      file('// Whoever reads this.'),
      file('// In such a way that it holds.'),
      file('// TODO'),
      file('// Audit entries of a requester.'),
      file('// What it hangs on.'),
      file('// The words of the house.'),
      file('interface Run {'),
      file('export type Step = string;'),
      file('// SPDX-License-Identifier: Apache-2.0'),
    ],
  },
  {
    says: 'folders are named for what is in them',
    find: findBannedFolders,
    of: [...sources, ...tests],
    planted: [file('', 'gateway/utils/planted.ts'), file('', 'ingest/rows/common/planted.ts')],
  },
  {
    says: 'exports say what they do or are',
    find: findSilentExports,
    of: sources,
    planted: [
      file('export function planted(): void {}'),
      file('\nexport class Planted {}'),
      file('\nexport const planted = 1;'),
      file("import './x.js';\nexport interface Planted {}"),
    ],
  },
  {
    says: 'no statement orders by the text of a number',
    find: findOrdersByText,
    of: sources,
    planted: [
      file('`select seq::text, x from t order by seq limit 5`'),
      file('`select e.index::text as index from t e order by log, index`'),
      file('`select cast(t.times as text) as times from t\n order by times desc`'),
    ],
  },
  {
    says: 'a test ends no connections of other databases: an act of another test lost the hold on its intent',
    find: findEndedElsewhere,
    of: tests,
    planted: [
      file("`select pg_terminate_backend(pid) from pg_stat_activity\n where application_name = 'portcullis persons'`"),
    ],
  },
  {
    says: 'titles of tests are sentences that say what is',
    find: findTitles,
    of: tests,
    planted: [file("  it('should hold', () => {})"), file("test('unfolds', () => {})"), file("  it('', () => {})")],
  },
];

describe('in the whole tree', () => {
  it.each(rules)('$says', ({ find, of }) => {
    expect(of.length).toBeGreaterThan(100);
    expect(of.flatMap(find)).toEqual([]);
  });

  it('no folder has more than fifteen loose files, but for those with a reason', () => {
    expect(findFullFolders([...sources, ...tests])).toEqual([]);
  });

  it('no source file is imported by nothing, or by tests alone', () => {
    expect(findDeadFiles(sources)).toEqual([]);
  });

  it('the benchmark takes nothing from the product that is not there: a file that moved broke two of them unseen', () => {
    expect(findMissingProducts(filesBelow(['bench'], /\.mjs$/), sources)).toEqual([]);
  });
});

describe('a rule of style sees what is planted', () => {
  it.each(rules)('where $says', ({ find, planted }) => {
    for (const each of planted) expect(find(each)).not.toEqual([]);
  });

  it('where a folder is full', () => {
    const files = (folder: string, count: number) =>
      Array.from({ length: count }, (_, index) => file('', `${folder}/${index}.ts`));
    expect(findFullFolders(files('gateway/shape', 15))).toEqual([]);
    expect(findFullFolders(files('gateway/shape', 16))).toEqual(['gateway/shape: 16 loose files, at most 15']);
    for (const [folder, { files: most }] of Object.entries(fullFolders))
      expect(findFullFolders(files(folder, most + 1))).toHaveLength(1);
  });

  it('where a file is dead', () => {
    const alive = file("import { main } from './alive.js';", 'cli/main.ts');
    expect(findDeadFiles([alive, file('', 'cli/alive.ts')])).toEqual([]);
    expect(findDeadFiles([alive, file('', 'cli/alive.ts'), file('', 'cli/dead.ts')])).toHaveLength(1);
    expect(Object.keys(startedFiles)).toEqual([
      'cli/main.ts',
      'client/index.ts',
      'client/bindings/apollo.ts',
      'client/bindings/react.ts',
      'client/bindings/urql.ts',
      'cli/audit/threads/pages.worker.ts',
      'cli/build/readAhead.ts',
      'matching/index.ts',
      'subject/index.ts',
    ]);
  });

  it('where a benchmark takes what is not there', () => {
    const takes = (name: string, module: string) =>
      file(`const { ${name} } = await product('${module}.js');`, 'bench/planted.mjs');
    const there = file('export function made() {}', 'auditlog/there.ts');
    expect(findMissingProducts([takes('made', 'auditlog/there')], [there])).toEqual([]);
    expect(
      findMissingProducts([takes('gone', 'auditlog/there'), takes('made', 'auditlog/moved')], [there]),
    ).toHaveLength(2);
  });

  it('where an object that each request makes begins with a spread', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-lint-'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ plugins: [resolve('test/style/ownFieldsFirst.grit')] }));
    const lint = (members: string): number | null => {
      writeFileSync(join(folder, 'planted.ts'), `export const made = (x: object) => ({ ${members} });\n`);
      return spawnSync(resolve('node_modules/.bin/biome'), ['lint'], { cwd: folder }).status;
    };
    expect(['...x, more: 1', '...x, ...x'].map(lint)).toEqual([1, 1]);
    expect(['more: 1, ...x', '...x', 'a: 1, b: 2'].map(lint)).toEqual([0, 0, 0]);
    rmSync(folder, { recursive: true });
  });

  it('and lets a long function stand that says why', () => {
    expect(findLongFunctions(file(`// Why long: one list of steps.\n${longBody}`))).toEqual([]);
  });
});
