import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageFile } from '../../../schema/files.js';

/** Runs cases by Jest in one process; what it says. */
function runCases(...names: string[]): { readonly status: number | null; readonly said: string } {
  const config = {
    rootDir: packageFile(),
    roots: ['<rootDir>/test/support/runner/cases'],
    testMatch: ['**/*.case.ts'],
    testRunner: '<rootDir>/test/support/runner/native.mjs',
    transform: {},
  };
  const jest = packageFile('node_modules', 'jest', 'bin', 'jest.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', jest, '--runInBand', '--forceExit', '--config', JSON.stringify(config), ...names],
    { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } },
  );
  return { status, said: stdout + stderr };
}

describe('test files in plain Node', () => {
  it('have helpers, environment and tests of their own, and share the modules of the product', () => {
    const { status, said } = runCases('first', 'second');
    expect(said).toMatch(/seen by 1[\s\S]*seen by 2/);
    expect(said).toContain('Tests:       2 passed, 2 total');
    expect(status).toBe(0);
  });

  it('fail at the line of the source', () => {
    const { said } = runCases('fails');
    expect(said).toContain('(test/support/runner/cases/fails.case.ts:10:19)');
    expect(said).toMatch(/> 13 .*names the test that hangs/);
    expect(said).not.toContain('native.mjs');
  });

  it.each([
    ['leaves', 'hundreds of folders were there after a run'],
    ['late', 'a browser that was still ending made the folder anew'],
  ])('leave no temporary file behind, as that which %s: %s', (name) => {
    const { status, said } = runCases(name);
    const [, folder = ''] = /left \[(.+)\]/.exec(said) ?? [];
    expect([status, dirname(dirname(folder)), existsSync(dirname(folder))]).toEqual([0, tmpdir(), false]);
  });

  it('fail where they leave something open: it would pile up in the worker', () => {
    const { status, said } = runCases('open');
    expect(said).toMatch(/open\.case\.ts left open: 1 TCPServerWrap/);
    expect(status).toBe(1);
  });
});
