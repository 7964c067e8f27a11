import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency, Policy } from '../../../policy/policy.js';
import { namedApproval } from '../../../policy/testing/approval.js';
import { compareSnapshot, snapshotText } from '../../../policy/testing/snapshot.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-snapshot-'));
const file = join(folder, 'decisions.txt');
const shipped = loadPolicy();
const agency = shipped.agencies['IT-FIU'] as Agency;
const changed: Policy = {
  ...shipped,
  agencies: { ...shipped.agencies, 'IT-FIU': { ...agency, clearance: 'SECRET_UE' } },
};
const approval = { by: 'Maria Borg', at: '2026-11-28T09:00:00Z', reference: 'minutes; page 3' };

beforeEach(() => writeFileSync(file, snapshotText(shipped, approval)));

describe('the snapshot of what a policy decides', () => {
  it('says who approved it, when, and where that stands', () => {
    expect(compareSnapshot(shipped, folder)).toMatchObject({ state: 'APPROVED', approval, added: [], gone: [] });
  });

  it('is red where the policy decides otherwise, and says in which sentences', () => {
    expect(compareSnapshot(changed, folder)).toMatchObject({
      state: 'CHANGED',
      added: ['IT-FIU is cleared to SECRET_UE.'],
      gone: ['IT-FIU is cleared to RESTREINT_UE.'],
    });
  });

  it('is red where it is not there, or where a sentence was written into it by hand', () => {
    const text = readFileSync(file, 'utf8').replace(
      'IT-FIU is cleared to RESTREINT_UE',
      'IT-FIU is cleared to SECRET_UE',
    );
    writeFileSync(file, text);
    expect(compareSnapshot(changed, folder)).toMatchObject({ state: 'ALTERED', added: [], gone: [] });
    appendFileSync(file, 'A sentence more.\n');
    expect(compareSnapshot(shipped, folder).state).toBe('ALTERED');
    rmSync(file);
    expect(compareSnapshot(shipped, folder).state).toBe('MISSING');
  });

  it('takes what nobody approved for the product’s proposal alone', () => {
    writeFileSync(file, snapshotText(shipped, null));
    expect(compareSnapshot(shipped, folder).state).toBe('PROPOSAL');
    writeFileSync(file, snapshotText(changed, null));
    expect(compareSnapshot(changed, folder).state).toBe('UNAPPROVED');
  });
});

describe('an approval', () => {
  const now = new Date('2026-11-28T09:00:00.123Z');

  it.each(['Maria Borg', 'J. P. O’Neill', 'Nguyễn Thị Hà', ' Anna-Lena   Weiß '])(
    'is in the name of a person: %s',
    (by) => {
      const { by: written, at } = namedApproval(by, 'decision 2026-114', now);
      expect([written, at]).toEqual([by.trim().replace(/\s+/g, ' '), '2026-11-28T09:00:00Z']);
    },
  );

  it.each([
    [undefined],
    [''],
    ['   '],
    ['ci'],
    ['root'],
    ['mborg'],
    ['github-actions[bot]'],
    ['GitHub Actions'],
    ['Policy Bot'],
    ['build server'],
    ['Service Account'],
    ['node 3'],
    ['m.borg@example.org'],
    ['Maria Borg\n# Approved: x'],
    ['Maria Borg; x'],
  ])('is refused in the name of nobody: %j', (by) => {
    expect(() => namedApproval(by, 'decision 2026-114', now)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  it.each([[undefined], [''], [' '], ['a\nb'], ['x'.repeat(201)]])(
    'is refused without a reference: %j',
    (reference) => {
      expect(() => namedApproval('Maria Borg', reference, now)).toThrow(/needs a reference/);
    },
  );
});
