import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@jest/globals';
import { longTest } from '../../support/runner/longTest.js';

/* Exchanges in a Set would be 5,000: V8's old tables, with all that was in them, lead to the new. */
longTest('a request promotes less than 1,500 bytes, which full collections alone free', async () => {
  const run = promisify(execFile)('node', ['bench/garbage.mjs', '--only', 'Q1', '--rounds', '2', '--limit', '1500']);
  expect((await run).stdout).toMatch(/^Q1 /);
});
