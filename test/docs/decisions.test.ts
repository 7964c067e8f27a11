import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packageFile } from '../../schema/files.js';

/* The index of decisions names each by subject, with its title. */
const folder = packageFile('docs', 'decisions');
const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const index = read('README.md');

test.each(files)('%s stands in the index under its title', (name) => {
  const title = /^# \d{4}:? (.*)$/m.exec(read(name))?.[1];
  expect(title).toBeDefined();
  expect(index).toContain(`- [${name.slice(0, 4)}](${name}) ${title}\n`);
});

test('the index names no decision that is not there', () => {
  const named = [...index.matchAll(/\]\((\d{4}-[^)]*)\)/g)].map(([, name]) => name);
  expect(named.filter((name) => !files.includes(name ?? ''))).toEqual([]);
});

test('a decision that another supersedes names it in its status', () => {
  const untold = files.flatMap((name) => {
    const own = name.slice(0, 4);
    const superseded = [...(/^Status: .*$/m.exec(read(name))?.[0] ?? '').matchAll(/supersedes (\d{4})/g)];
    return superseded
      .filter(([, other]) => {
        const old = files.find((file) => file.startsWith(other ?? '-')) ?? '';
        return !(/^(?:\*\*)?Status.*$/m.exec(read(old))?.[0] ?? '').includes(own);
      })
      .map(([, other]) => `${own} supersedes ${other}, whose status says nothing of it`);
  });
  expect(untold).toEqual([]);
});
