import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { readAccess } from '../../schema/access.js';
import { sourceDocument } from '../../schema/compose.js';
import { packageFile } from '../../schema/files.js';
import { records } from '../../schema/records/index.js';
import { recordSourceNames, sourceNames } from '../../schema/sources.js';
import { filesBelow, type SourceFile, sourceFolders } from '../style/tree.js';

/*
 * What is written by hand of a source of two record types, e.g. of `seizures`: the files that are its own, and its lines in
 * lists of all sources or record types. A list that is added is found here, and not by those who add a source.
 */
const named = recordSourceNames.filter((name) => name !== 'directory');
const kinds = Object.keys(records).filter((kind) => kind !== 'code');

/** Files that name all sources, and that no new one has to be added to. */
const noLists: Readonly<Record<string, string>> = {
  'cli/backup/asking/link.ts': 'a restored copy is asked for one link, of those that it has',
  'ingest/demo/cases.ts': 'the demonstration plays where it has data',
  'ingest/demo/invented/invented.ts': 'the demonstration',
  'ingest/demo/invented/invented.yaml': 'the demonstration',
  'ingest/demo/wanted.ts': 'the demonstration',
  'policy/operations.yaml': 'an operation says what it lends',
  'schema/incidents.graphql': 'an incident leads to what it is about',
  'policy/cases/matrix.yaml':
    'sentences of what records of some categories are shown: a new one has a sentence in rights/',
  'subject/catalogue/french.ts': 'a category without French words is told in those of the matrix',
  'subgraphs/incidents/searchRepository.ts': 'an incident is found by what it states of others',
};

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

const namesAll = (words: readonly string[], { path, text }: SourceFile): boolean => {
  const code = path.endsWith('s') ? withoutComments(text) : text;
  return words.every((word) => new RegExp(`\\b${word}\\b`).test(code));
};

const lists = filesBelow(sourceFolders, /\.(ts|cjs|json|yaml|graphql)$/)
  .filter(({ path }) => path !== 'schema/supergraph.graphql' && !Object.hasOwn(noLists, path))
  .filter((file) => namesAll(named, file) || namesAll(kinds, file))
  .map(({ path }) => path);

it('a source of two record types costs at most thirteen files by hand', () => {
  expect(lists.sort()).toEqual([
    'policy/agencies.yaml',
    'policy/matrix.yaml',
    'schema/records/index.ts',
    'subgraphs/index.ts',
    'subject/sources.ts',
  ]);
  const descriptions = Object.values(records).filter(({ source }) => source === 'seizures');
  expect(descriptions).toHaveLength(2);
  const module = readdirSync(packageFile('subgraphs', 'seizures'));
  expect(module.sort()).toEqual(['README.md', 'index.ts', 'repository.ts']);
  // Beside these its SDL, its first migration, and the sentences of its rights.
  expect(lists.length + descriptions.length + module.length + 3).toBeLessThanOrEqual(13);
});

it('the kit names no field of a source, which would have to be told of those that a new one brings', () => {
  const coordinates = new Set(sourceNames.flatMap((name) => readAccess(sourceDocument(name).document).coordinates()));
  const found = filesBelow(['subgraphs/kit'], /\.ts$/).flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(/'(\w+\.\w+(?:\(\w+:\))?)'/g)].flatMap(([, said = '']) =>
      coordinates.has(said) ? [`${path}: ${said}`] : [],
    ),
  );
  expect(found).toEqual([]);
});
