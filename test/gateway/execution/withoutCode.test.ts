import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { openShop } from './support/shop.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

test('where code may not be generated from strings, the answer is the same', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-warnings',
    '--disallow-code-generation-from-strings',
    '--import',
    path('../../support/typescript.js'),
    path('./withoutCodeChild.ts'),
  ]);
  const child = JSON.parse(stdout) as { forbidden: boolean; text: string };
  const shop = await openShop();
  const query = '{ things { __typename id ... on Product { name reviews { text } } } grid { rating } }';
  expect(child).toEqual({ forbidden: true, text: (await shop.ours(query)).text });
  expect(child.text).toContain('"reviews":[{"text"');
  await shop.close();
});
