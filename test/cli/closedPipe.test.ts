import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { packageFile } from '../../schema/files.js';

const { NODE_OPTIONS: _jest, ...environment } = process.env;

it('ends as it would have where its reader had enough: a closed pipe had ended it with a stack trace', () => {
  // Long enough that the pipe does not hold it.
  const command = `"${process.execPath}" "${packageFile('dist', 'cli', 'main.js')}" policy show`;
  const line = `set -o pipefail; ${command} | true`;
  const { status, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8', env: environment });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
