import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { initPolicy } from '../../../cli/policy/init.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { readWritten } from '../../../policy/testing/written.js';
import { readPackageFile } from '../../../schema/files.js';

const top = mkdtempSync(join(tmpdir(), 'portcullis-text-'));
let count = 0;
let directory = '';
beforeEach(() => {
  directory = join(top, String(count++));
  initPolicy(directory);
});

const agencies = readPackageFile('policy', 'agencies.yaml');

describe('a policy file', () => {
  it('that is a pipe or a directory is refused at once: a pipe would be read for ever', () => {
    rmSync(join(directory, 'matrix.yaml'));
    execFileSync('/usr/bin/env', ['mkfifo', join(directory, 'matrix.yaml')]);
    rmSync(join(directory, 'agencies.yaml'));
    mkdirSync(join(directory, 'agencies.yaml'));
    expect(() => readPolicyFiles(directory)).toThrow(
      /matrix\.yaml:1:1: is not a file\. Hint: .*\n.*agencies\.yaml:1:1: is not a file\. Hint: /,
    );
  });

  it('of labels that is a link to nowhere is refused: left out, it would label nothing', () => {
    symlinkSync('nowhere', join(directory, 'coordinates.yaml'));
    expect(() => readPolicyFiles(directory)).toThrow(/coordinates\.yaml:1:1: cannot be read\. Hint: /);
  });

  it('that nests without end is refused with its place', () => {
    const matrix = `${readPackageFile('policy', 'matrix.yaml')}x: ${'['.repeat(20_000)}`;
    expect(() => parsePolicy({ ...readPolicyFiles(), matrix })).toThrow(
      /^matrix\.yaml:\d+:\d+: nests too deep\. Hint: /,
    );
  });

  it('that is not UTF-8 is refused: half of it would be read as something else', () => {
    writeFileSync(join(directory, 'agencies.yaml'), Buffer.from(agencies.replace('Poland', 'Pöland'), 'latin1'));
    expect(() => readPolicyFiles(directory)).toThrow(/agencies\.yaml:1:1: is not UTF-8\. Hint: /);
  });

  it.each([
    ['a null character', '\u0000', 'U\\+0000'],
    ['a character that turns what is seen around', '\u202e', 'U\\+202E'],
    ['a space that has no width', '\u200b', 'U\\+200B'],
    ['a hyphen that is not seen', '\u00ad', 'U\\+00AD'],
    ['a filler that is not seen', '\u3164', 'U\\+3164'],
    ['an escape for the terminal', '\u001b', 'U\\+001B'],
  ])('with %s, in a comment too, is refused with its place', (_what, character, name) => {
    writeFileSync(join(directory, 'agencies.yaml'), `# one\n#  ${character}two\n${agencies}`);
    expect(() => readPolicyFiles(directory)).toThrow(new RegExp(`agencies\\.yaml:2:4: invisible character ${name}`));
  });

  it('may begin with a byte order mark, end its lines as Windows does, and be linked to', () => {
    writeFileSync(join(directory, 'agencies.yaml'), `\ufeff${agencies.replaceAll('\n', '\r\n')}`);
    expect(readPolicyFiles(directory).agencies).toBe(agencies.replaceAll('\n', '\r\n'));
  });
});

it('a case file that is a pipe, or has a tag that nobody knows, is refused with its place', () => {
  const file = join(directory, 'cases', 'record.yaml');
  writeFileSync(file, '- !thing x\n');
  expect(() => readWritten(directory)).toThrow(/record\.yaml:1:3: a tag is not known/);
  rmSync(file);
  execFileSync('/usr/bin/env', ['mkfifo', file]);
  expect(() => readWritten(directory)).toThrow(/record\.yaml:1:1: cannot be read/);
});
