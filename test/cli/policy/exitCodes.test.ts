import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { runCommand } from '../../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-exit-'));
const unreadable = join(folder, 'unreadable');
initPolicy(unreadable);
writeFileSync(join(unreadable, 'matrix.yaml'), 'categories: [');

const asked = ['--agency', 'NL-CUSTOMS', '--role', 'ANALYST', 'Person.birthDate'];

test.each([
  ['who gets a field', ['Person.birthDate']],
  ['why', asked],
  ['the matrix', []],
])('policy show of %s ends with 2, and why, where the policy cannot be read: 1 is an answer', async (_what, args) => {
  const command = runCommand(['policy', 'show', ...args, '--json', '--policy-dir', unreadable]);
  expect(await command.ended).toBe(2);
  expect(command.err()).toMatch(/unreadable\/matrix\.yaml:\d+:\d+: /);
  expect(JSON.parse(command.out())).toMatchObject({
    error: { code: 'BAD_USER_INPUT', message: expect.stringContaining('matrix.yaml') },
  });
});

test.each([
  ['an argument too few', ['diff']],
  ['an unknown switch', ['check', '--polcy-dir', unreadable]],
  ['a viewer of no field', ['show', '--agency', 'NL-CUSTOMS', '--role', 'ANALYST']],
  ['an agency in no role', ['show', 'Person.birthDate', '--agency', 'NL-CUSTOMS']],
  ['a choice that is none', ['show', ...asked, '--role', 'BOSS']],
  ['a command that is none', ['chekc']],
])('policy ends with 2, and one JSON object, for %s: 1 would say that somebody gains', async (_what, args) => {
  const command = runCommand(['policy', ...args, '--json']);
  expect(await command.ended).toBe(2);
  expect(command.err()).toMatch(/^error: /);
  expect(JSON.parse(command.out())).toMatchObject({ error: { code: 'BAD_USER_INPUT', message: expect.any(String) } });
});

test.each([
  ['of three directories', ['a', 'b', 'c'], /There are more than two directories/],
  ['of two directories and the log', ['a', 'b', '--log', '1'], /was decided by one policy/],
  ['of the log in the name of nobody', ['a', '--log', '1'], /The agency of the auditor is missing/],
])('policy diff %s ends with 2, and why', async (_what, args, says) => {
  const command = runCommand(['policy', 'diff', ...args]);
  expect([await command.ended, command.err()]).toEqual([2, expect.stringMatching(says)]);
});

test.each([
  ['audit', ['verify', '--ahead'], 'that the log is broken'],
  ['audit', ['prove', '--absent'], 'that somebody was named'],
  ['documents', ['--check', '--agianst', 'policy'], 'that something is taken'],
])('%s ends with 2 where it is called wrongly, as by %j: 1 would say %s', async (name, args) => {
  const command = runCommand([name, ...args]);
  expect([await command.ended, command.err()]).toEqual([2, expect.stringMatching(/^error: /)]);
});

test.each([
  ['verify', [], 2],
  ['verify', ['--replay', '0'], 2],
  ['prove', ['--absent', 'person_k7d2m5q3x6a4h2t7b3n5v6cz'], 2],
  ['prove', ['--index', '0'], 1],
  ['index', ['--check'], 2],
  ['verify-file', ['none.json'], 2],
  ['verify-file', ['none.tlog-proof', '--policy', 'none.txt'], 2],
  ['hold', [], 1],
])(
  'audit %s without a database that it could look at ends with %s %s: 1 is an answer of some',
  async (name, args, code) => {
    const command = runCommand(['audit', name, ...args, '--data', join(folder, 'nowhere')]);
    expect([await command.ended, command.err()]).toEqual([code, expect.stringMatching(/^portcullis: /)]);
  },
);

test('policy --help is no mistake', async () => {
  expect(await runCommand(['policy', 'diff', '--help']).ended).toBe(0);
});
