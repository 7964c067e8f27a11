import { readdirSync } from 'node:fs';
import { packageFile, readPackageFile } from '../../../schema/files.js';

/** A fenced block of a page. */
export interface Fence {
  readonly page: string;
  /** Of its first line, from 1. */
  readonly line: number;
  readonly language: string;
  /** What its first line says behind the language. */
  readonly info: string;
  readonly text: string;
}

/** README.md and the pages of docs/ that people write. */
export const pages: readonly string[] = [
  'README.md',
  ...['docs', 'docs/operations'].flatMap((folder) =>
    readdirSync(packageFile(...folder.split('/')))
      .filter((name) => name.endsWith('.md') && !['ERRORS.md', 'SETTINGS.md'].includes(name))
      .map((name) => `${folder}/${name}`),
  ),
];

/** The fenced blocks of a page, in order. */
export function fencesOf(page: string): readonly Fence[] {
  const text = readPackageFile(...page.split('/'));
  return [...text.matchAll(/^( *)```(\w*) ?(.*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', info = '', block = ''] = match;
    const line = text.slice(0, match.index).split('\n').length;
    return { page, line, language, info, text: block.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
  });
}
