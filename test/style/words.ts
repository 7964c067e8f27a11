import { readPackageFile } from '../../schema/files.js';
import type { Fault, SourceFile } from './tree.js';

/** A word that is not written here, and what is written instead. */
export interface BannedWord {
  readonly word: RegExp;
  readonly instead: string;
  /** Paths in which it means something else, with the reason. */
  readonly but?: { readonly in: RegExp; readonly reason: string };
}

/** Words of comments, documents and messages. */
export const bannedWords: readonly BannedWord[] = [
  { word: /\bwhoever\b/i, instead: '"anyone who", or "no matter who"' },
  { word: /\bwhomever\b/i, instead: '"anyone whom"' },
  { word: /\bin such a way (that|as)\b/i, instead: '"so that"' },
  { word: /\b(there|here|where)(of|with|upon|unto)\b/i, instead: '"of it", "with it", or the thing itself' },
  {
    word: /\b(hang(s|ing)?|hung) (on|upon)\b/i,
    instead: '"depends on", "is linked to" or "stands below"',
  },
  {
    word: /\b(the|this|our|whole) house\b(?! (consignment|level|contract|bill|filing))/i,
    instead: '"the product", "the deployment", or what is meant: a house is a consignment',
    but: { in: /^(ingest|test\/ingest)\/formats\/(cargo|ens)\//, reason: 'house consignments' },
  },
  {
    word: /^(export )?(interface|type|class) Run\b/,
    instead: 'an execution, a segment, a range: a run is what becomes of a delivery',
    but: { in: /^ingest\/run\//, reason: 'that run' },
  },
  {
    word: /^(export )?(interface|type|class) Step\b/,
    instead: 'a part, a change, a station: a step is of a query plan',
  },
  { word: /\bdepends? from\b/i, instead: '"depends on"' },
  { word: /\binformations\b/i, instead: '"information"' },
  {
    word: /\b(TODO|FIXME)\b/,
    instead: 'the change itself, or an issue of the project',
    but: {
      in: /^ingest\/mapping\/|^cli\/commands\/mapping\.ts$|^docs\/|^test\//,
      reason: 'a drafted mapping marks what a person decides',
    },
  },
  { word: /\bby omission\b/i, instead: 'a sentence that says what is stored where nothing is stated' },
  { word: /SPDX-License-Identifier/, instead: 'nothing: LICENSE and package.json say it once' },
];

/** What docs/GLOSSARY.md says that its words are never called. */
const synonyms: readonly BannedWord[] = [
  ...readPackageFile('docs', 'GLOSSARY.md').matchAll(/^\| (.+?) \| .*\(never: (.+?)\)/gm),
].flatMap(([, word, never = '']) =>
  never.split(', ').map((synonym) => ({
    word: new RegExp(`\\b${synonym.replace(/y$/, '(y|ies)')}s?\\b`, 'i'),
    instead: `"${word}": docs/GLOSSARY.md`,
    but: { in: /^docs\/GLOSSARY\.md$|\/synonyms\//, reason: 'it says so, or reads what others write' },
  })),
);

/** Names of folders that say nothing of what is in them. */
export const bannedFolders = ['utils', 'util', 'helpers', 'helper', 'common', 'lib', 'types', 'misc'] as const;

/** Each banned word, with its line. */
export function findBannedWords({ path, text }: SourceFile): readonly Fault[] {
  const words = [...bannedWords, ...synonyms].filter(({ but }) => !but?.in.test(path));
  return text
    .split('\n')
    .flatMap((line, index) =>
      words
        .filter(({ word }) => word.test(line))
        .map(({ word, instead }) => `${path}:${index + 1}: "${word.exec(line)?.[0]}" is written as ${instead}`),
    );
}

/** Files in a folder whose name is no concept. */
export function findBannedFolders({ path }: SourceFile): readonly Fault[] {
  const folder = path
    .split('/')
    .slice(0, -1)
    .find((name) => (bannedFolders as readonly string[]).includes(name));
  return folder === undefined ? [] : [`${path}: no folder is called ${folder}; name the concept`];
}
