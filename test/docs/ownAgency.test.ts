import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { approvePolicy } from '../../cli/policy/approve.js';
import { checkPolicy } from '../../cli/policy/check.js';
import { initPolicy } from '../../cli/policy/init.js';
import { bounds } from '../../policy/bounds.js';
import { assertCoversProduct } from '../../policy/loading/closure.js';
import { loadPolicy, parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import { factsOf } from '../../policy/testing/cases.js';
import { compareSnapshot } from '../../policy/testing/snapshot.js';
import { tryCases } from '../../policy/testing/testPolicy.js';
import { readWritten } from '../../policy/testing/written.js';
import type { Purpose } from '../../policy/types.js';
import { packageFile } from '../../schema/files.js';
import { runCommand } from '../support/command.js';

/* docs/POLICY.md: what it writes into the files of a policy directory does what it says. */
const text = readFileSync(packageFile('docs', 'POLICY.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-docs-policy-'));
const own = join(folder, 'my-policy');
const edits = [...text.matchAll(/<!-- my-policy\/(\S+), ([^\n>]+) -->\n```yaml[^\n]*\n(.*?)```/gs)];

/** Edits the files as the document says, in its order. */
function follow(directory: string, some: typeof edits): void {
  for (const [, file = '', where = '', block = ''] of some) {
    const path = join(directory, file);
    const before = readFileSync(path, 'utf8');
    const instead = /^instead of "(.+)"$/.exec(where)?.[1];
    const after = instead === undefined ? before + block : before.replace(`\n${instead}\n`, `\n${block}`);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  }
}

let policy: Policy;
beforeAll(() => {
  initPolicy(own);
  follow(own, edits);
  policy = parsePolicy(readPolicyFiles(own));
});

describe('the agency of docs/POLICY.md', () => {
  test('is fifteen lines in a directory of one’s own, which the product’s schema takes', () => {
    expect(edits.map(([, , , block = '']) => block.trimEnd().split('\n').length)).toEqual([4, 11, 4]);
    assertCoversProduct(policy, readPolicyFiles(own));
    expect(policy.version).not.toBe(loadPolicy().version);
  });

  test('gets what the kind gets that it is like, but for its three cells', () => {
    const ceilings = (viewer: string, purpose: Purpose) => bounds(policy, factsOf(policy, viewer, purpose));
    const guard = ceilings('MT-COAST-GUARD ANALYST', 'CRIMINAL_PREVENTION');
    const border = ceilings('PL-BORDER ANALYST', 'CRIMINAL_PREVENTION');
    const changed = { 'cargo.goods': 'FULL', 'persons.contact': 'NONE', 'incidents.narrative': 'HIT' };
    for (const [category, row] of Object.entries(policy.categories)) {
      // Why not of what is its own: the border guard enters records, and the coast guard none.
      if (row.own && border(category).rule === 'own') continue;
      const stated = Object.entries(changed).find(([name]) => name === category)?.[1];
      expect([category, guard(category).ceiling]).toEqual([category, stated ?? border(category).ceiling]);
    }
    for (const [category, effect] of Object.entries(changed)) expect(guard(category).ceiling).toBe(effect);
  });
});

/** The lines of a block of the document as patterns: `...` and numbers of lines stand for any. */
const shownAs = (begin: string): readonly RegExp[] =>
  (new RegExp(`\`\`\`text tested by test/docs/ownAgency.test.ts\\n(${begin}.*?)\\n\`\`\``, 's').exec(text)?.[1] ?? '')
    .split('\n')
    .map(
      (line) =>
        new RegExp(
          `^${line
            .replace(/[()]/g, '\\$&')
            .replace(/\.\.\./g, '.*')
            .replace(/:\d+:/, ':\\d+:')}`,
          'm',
        ),
    );

describe('what the document prints of it', () => {
  test('is what policy diff says', async () => {
    const diff = runCommand(['policy', 'diff', packageFile('policy'), own]);
    expect(await diff.ended).toBe(1);
    const patterns = shownAs('GAINS');
    expect(patterns).toHaveLength(2);
    for (const pattern of patterns) expect(diff.out()).toMatch(pattern);
  });

  test('is what policy check says of a row that guards persons and does not say so', async () => {
    const wrong = join(folder, 'wrong', 'my-policy');
    initPolicy(wrong);
    const file = join(wrong, 'matrix.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace(/(persons\.identity:\n[\s\S]*?) {4}personal: true\n/, '$1'));
    const check = runCommand(['policy', 'check', '--policy-dir', wrong]);
    expect(await check.ended).toBe(1);
    for (const pattern of shownAs('my-policy'))
      expect(`${check.out()}${check.err()}`.replaceAll(`${wrong}/`, 'my-policy/')).toMatch(pattern);
  });
});

describe('what tests that agency', () => {
  const directory = join(folder, 'tested');
  const policyDir = directory;
  const lines: string[] = [];
  const out = (line: string): void => void lines.push(line);
  // Why without the changes of words: they take long, and are tried once below, where all is tried.
  const approve = (): number =>
    approvePolicy({ policyDir, cases: undefined, by: 'Maria Borg', reference: 'item 4', json: false, out });
  const found = () => {
    const { failed } = tryCases(parsePolicy(readPolicyFiles(directory)), readWritten(directory));
    const { state } = compareSnapshot(parsePolicy(readPolicyFiles(directory)), directory);
    return { failed: failed.map(({ sentence }) => sentence), state };
  };

  test('is green as it was made, red with a sentence for the new kind, and green once a person approved', () => {
    initPolicy(directory);
    expect(found()).toEqual({ failed: [], state: 'PROPOSAL' });
    follow(directory, edits.slice(0, 2));
    expect(found()).toEqual({ failed: ['No sentence is about COAST_GUARD_MS.'], state: 'CHANGED' });
    expect(approve()).toBe(1);
    follow(directory, edits.slice(2));
    expect(found()).toEqual({ failed: [], state: 'CHANGED' });
    expect(approve()).toBe(0);
    expect(lines.some((line) => /^ {2}\+ MT-COAST-GUARD as ANALYST sees .*cargo\.goods/.test(line))).toBe(true);
    expect(found()).toEqual({ failed: [], state: 'APPROVED' });
  });

  // Half a minute: `npm test` tries each word of the product's own policy, and three of this one's below.
  const testWhole = process.env.TEST_CRAWL === 'whole' ? test : test.skip;
  testWhole('notices each change of a word that gives somebody more or less', () => {
    lines.length = 0;
    const code = checkPolicy({ policyDir, mutations: true, json: false, out, warn: out });
    expect([code, lines]).toEqual([0, expect.arrayContaining([expect.stringMatching(/ 0 unnoticed\.$/)])]);
  });

  test.each([
    ['cargo.goods: FULL', 'cargo.goods: MASKED'],
    ['persons.contact: NONE', 'persons.contact: FULL'],
    ['effect: HIT, roles: [ANALYST] }', 'effect: FULL, roles: [ANALYST] }'],
  ])('sees that %s became %s', (from, to) => {
    const path = join(directory, 'matrix.yaml');
    const before = readFileSync(path, 'utf8');
    const inKinds = before.indexOf('COAST_GUARD_MS:');
    const changed = before.slice(0, inKinds) + before.slice(inKinds).replace(from, to);
    expect(changed).not.toBe(before);
    writeFileSync(path, changed);
    const { failed, state } = found();
    writeFileSync(path, before);
    expect([failed.length > 0, state]).toEqual([true, 'CHANGED']);
  });
});
