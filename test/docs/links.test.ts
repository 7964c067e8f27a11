import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from '../../schema/files.js';
import { filesBelow, sourceFolders } from '../style/tree.js';

/* Every document of the repository: its links lead to files that are there, and to headings that are in them. */
const documents = [
  ...filesBelow([...sourceFolders, 'docs', 'test', 'bench'], /\.md$/),
  ...filesBelow(['.'], /\.md$/).filter(({ path }) => !path.includes('/')),
];

/** The anchors that a document's headings have, as forges make them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\d\- _]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Links of a document that lead nowhere. */
function deadLinks(path: string, text: string): readonly string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^\w+:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? join(root, path) : join(root, dirname(path), file);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
  });
}

/** Files that a document names by their whole path and that are not there; those of an example are not there yet. */
function missingFiles(text: string): readonly string[] {
  const example = /vehicle|harbour|port-bans/;
  const named = text.matchAll(
    new RegExp(`\`((?:${[...sourceFolders, 'docs', 'test', 'tools'].join('|')})/[\\w./-]+\\.\\w+)\``, 'g'),
  );
  return [...named].flatMap(([, path = '']) => (existsSync(join(root, path)) || example.test(path) ? [] : [path]));
}

describe('the documents', () => {
  test('name files that are there', () => {
    const current = documents.filter(({ path }) => !path.startsWith('docs/decisions/') && path !== 'CHANGELOG.md');
    expect(current.flatMap(({ path, text }) => missingFiles(text).map((file) => `${path}: ${file}`))).toEqual([]);
    expect(missingFiles('`policy/decide.ts`, `policy/none.ts`, `test/none/`')).toEqual(['policy/none.ts']);
  });

  test('lead to files and headings that are there', () => {
    expect(documents.length).toBeGreaterThan(40);
    const dead = documents.flatMap(({ path, text }) => deadLinks(path, text).map((link) => `${path}: ${link}`));
    expect(dead).toEqual([]);
  });

  test('that lead nowhere are seen', () => {
    expect(
      deadLinks('README.md', '[a](docs/NONE.md) [b](#none) [c](README.md#licence) [d](https://x.example)'),
    ).toEqual(['docs/NONE.md', '#none']);
  });
});
