import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { runCommand } from '../../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));

function made(name: string, file?: string, from = '', to = ''): string {
  const directory = join(folder, name);
  initPolicy(directory);
  if (file === undefined) return directory;
  const path = join(directory, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return directory;
}

const run = (...words: readonly string[]) => runCommand(['policy', 'check', ...words]).said();

describe('portcullis policy check', () => {
  test.each([
    [
      'a key that no case has',
      'cases/record.yaml',
      'clearance:',
      'clearence:',
      /record\.yaml:11:3: 1 > clearence: no such key/,
    ],
    [
      'an effect that is none',
      'cases/rights/cargo.yaml',
      'protected: MASKED',
      'protected: MASK',
      /cargo\.yaml:\d+:\d+: .*MASK/,
    ],
    ['a list that is no YAML', 'survivors.yaml', '[]', '[', /survivors\.yaml:\d+:\d+: /],
  ])('ends with 2, and says where, for %s', async (what, file, from, to, says) => {
    const { code, err } = await run('--policy-dir', made(what.replaceAll(' ', '-'), file, from, to));
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
  });

  test('ends with 2 where there are no cases', async () => {
    const { code, err } = await run('--policy-dir', made('bare'), '--cases', join(folder, 'nowhere'));
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/nowhere:1:1: cannot be read\. Hint: portcullis policy init/),
    ]);
  });

  test('approves in no name but that of a person: no account, no office', async () => {
    const directory = made('unnamed', 'agencies.yaml', 'clearance: CONFIDENTIEL_UE', 'clearance: SECRET_UE');
    const before = readFileSync(join(directory, 'decisions.txt'), 'utf8');
    for (const by of [[], ['--by', 'root'], ['--by', ''], ['--by', 'Policy Desk'], ['--by', 'Ministry of Justice']]) {
      const { code, err } = await run('--policy-dir', directory, '--approve', ...by, '--reference', 'minutes');
      expect([code, err]).toEqual([2, expect.stringMatching(/is not the name of a person/)]);
    }
    expect(readFileSync(join(directory, 'decisions.txt'), 'utf8')).toBe(before);
  });

  test('tries nothing where somebody is named as who approves, and --approve is not there: the green would be taken for one', async () => {
    const { code, err } = await run('--by', 'Maria Borg', '--reference', 'minutes');
    expect([code, err]).toEqual([2, expect.stringMatching(/nothing is approved/)]);
  });

  test('approves nothing that a written case contradicts', async () => {
    const directory = made('contradicted', 'matrix.yaml', 'TAX_MS: MASKED, FIU: HIT', 'TAX_MS: FULL, FIU: HIT');
    const before = readFileSync(join(directory, 'decisions.txt'), 'utf8');
    const { code, out } = await run('--policy-dir', directory, '--approve', '--by', 'Maria Borg', '--reference', 'x');
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/FAILS .*cargo\.yaml:4: Movements of goods[\s\S]*Nothing was approved/),
    ]);
    expect(readFileSync(join(directory, 'decisions.txt'), 'utf8')).toBe(before);
  });
});
