import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { packageFile } from '../../schema/files.js';

const isInstalled = existsSync(packageFile('test', 'peers', 'node_modules', '@graphql-codegen', 'cli'));
if (!isInstalled) console.warn('SKIPPED: graphql-codegen is not installed; npm ci --prefix test/peers installs it');
const withCompiler = isInstalled ? describe : describe.skip;

withCompiler("the console's questions", () => {
  test('are texts and types as npm run console:types writes them from the schema of now', () => {
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    const check = [packageFile('test', 'peers', 'consoleTypes.mjs'), '--check'];
    expect(execFileSync(process.execPath, check, { env, encoding: 'utf8' })).toBe('');
  });
});
