import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { initPolicy } from '../../cli/policy/init.js';
import { bounds } from '../../policy/bounds.js';
import { closeOverProduct } from '../../policy/loading/closure.js';
import { loadPolicy, parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import type { Purpose } from '../../policy/types.js';
import { packageFile } from '../../schema/files.js';
import { factsOf } from '../policy/cases/cases.js';

/* docs/POLICY.md: what it writes into the files of a policy directory does what it says. */
const text = readFileSync(packageFile('docs', 'POLICY.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-docs-policy-'));
const own = join(folder, 'my-policy');
const edits = [...text.matchAll(/<!-- my-policy\/(\S+), ([^\n>]+) -->\n```yaml\n(.*?)```/gs)];

/** Edits the files as the document says, in its order. */
function follow(): void {
  initPolicy(own);
  for (const [, file = '', where = '', block = ''] of edits) {
    const path = join(own, file);
    const before = readFileSync(path, 'utf8');
    const instead = /^instead of "(.+)"$/.exec(where)?.[1];
    const after = instead === undefined ? before + block : before.replace(`\n${instead}\n`, `\n${block}`);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  }
}

let policy: Policy;
beforeAll(() => {
  follow();
  policy = parsePolicy(readPolicyFiles(own));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the agency of docs/POLICY.md', () => {
  test('is fifteen lines in a directory of one’s own, which the product’s schema takes', () => {
    expect(edits.map(([, , , block = '']) => block.trimEnd().split('\n').length)).toEqual([4, 11]);
    closeOverProduct(policy, readPolicyFiles(own));
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
