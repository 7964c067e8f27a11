import type { Fault, SourceFile } from './tree.js';

const title = /^\s*(?:it|test)(?:\.each\(.*\))?\(\s*(['"`])((?:(?!\1).)*)\1/;

/** Titles of tests that are no sentences: they say what is, in more than one word, and not what should be. */
export function findTitles({ path, text }: SourceFile): readonly Fault[] {
  return text.split('\n').flatMap((line, index) => {
    const said = title.exec(line)?.[2];
    if (said === undefined) return [];
    if (/\bshould\b/i.test(said)) return [`${path}:${index + 1}: say what is: ${said}`];
    return said.trim().includes(' ') || said.includes('%') || said.includes('$')
      ? []
      : [`${path}:${index + 1}: a sentence: ${said}`];
  });
}
