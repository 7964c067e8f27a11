import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

it('leaves a process that ends soon, and makes a folder before', () => {
  const folder = join(tmpdir(), 'left late');
  const { pid } = spawn('/bin/sh', ['-c', 'sleep 1; mkdir -p "$1"', 'sh', folder], { stdio: 'ignore' });
  console.log(`left [${folder}]`);
  expect(pid).toBeDefined();
});
