import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { packageFile } from '../../../schema/files.js';

test('the built program runs by its own name: npm made it executable once, and a build anew took that away', () => {
  const said = execFileSync(packageFile('dist', 'cli', 'main.js'), ['--version'], { encoding: 'utf8' });
  expect(said.trim()).toMatch(/^\d+\.\d+\.\d+$/);
});
