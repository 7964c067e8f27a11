import { expect, test } from '@jest/globals';
import { readPackageFile } from '../../schema/files.js';
import { filesBelow, sourceFolders } from '../style/tree.js';
import { pages } from './support/pages.js';

/* What people write is short enough to be read. */

/** A page without what `portcullis compose` writes into it. */
const byHand = (page: string): string =>
  readPackageFile(...page.split('/'))
    .split('<!-- Generated ')[0]
    ?.replace(/<!-- formats: [\s\S]*?<!-- \/formats -->/, '') ?? '';

test('docs/ has at most 48,000 words that people wrote, decisions apart', () => {
  const words = pages.filter((page) => page.startsWith('docs/')).flatMap((page) => byHand(page).trim().split(/\s+/));
  expect(words.length).toBeLessThan(48_000);
});

test.each(pages.filter((page) => page !== 'docs/README.md'))('%s says first for whom it is', (page) => {
  const [, second = ''] =
    byHand(page)
      .split(/\n(?=#+ )/)[0]
      ?.split('\n\n') ?? [];
  expect(page === 'README.md' ? byHand(page) : second).toMatch(page === 'README.md' ? /^This page is for /m : /^For /);
});

test('no line of a page is over 150 characters, but for tables and what is quoted', () => {
  const documents = [
    ...filesBelow([...sourceFolders, 'docs', 'test'], /\.md$/),
    ...filesBelow(['.'], /^(README|CONTRIBUTING|SECURITY)\.md$/).filter(({ path }) => !path.includes('/')),
  ].filter(({ path }) => !path.startsWith('docs/decisions/'));
  const long = documents.flatMap(({ path }) =>
    byHand(path)
      .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, (block) => block.replaceAll(/.+/g, ''))
      .split('\n')
      .flatMap((line, index) => (line.length > 150 && !line.startsWith('|') ? [`${path}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
