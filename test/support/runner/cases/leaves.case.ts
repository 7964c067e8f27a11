import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

it('leaves a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'left '));
  writeFileSync(join(folder, 'file'), '');
  console.log(`left [${folder}]`);
  expect(folder).toBeTruthy();
});
