import { describe, expect, it } from '@jest/globals';
import { filesBelow, type SourceFile, sourceFolders } from '../../style/tree.js';

/* docs/ARCHITECTURE.md says where to change what: a field stands by hand in the files of its row, and nowhere else. */
const files = filesBelow(sourceFolders, /\.(ts|graphql|sql|yaml)$/);

/** Where a field may be named, beside the formats that read or write it and the demonstration that states it. */
const places: Readonly<Record<string, RegExp>> = {
  sdl: /^schema\/[a-z]+\.graphql$/,
  description: /^schema\/records\//,
  migration: /^storage\/migrations\//,
  synonyms: /^ingest\/mapping\/draft\/synonyms\//,
  letter: /^subject\/catalogue\/fields\.ts$/,
};
const generated = /^schema\/supergraph\.graphql$/;
const stating = /^(?:ingest\/(?:formats|demo)|gateway\/export\/formats)\//;

/** Places in which a field may be named by any number of files. */
const several = new Set(['migration', 'synonyms']);

/** Comments by how a file's name ends: they may say what they like. */
const comments: Readonly<Record<string, RegExp>> = {
  sql: /--.*/g,
  ts: /\/\/.*|\/\*[\s\S]*?\*\//g,
  graphql: /#.*/g,
  yaml: /#.*/g,
};

const withoutComments = ({ path, text }: SourceFile): string =>
  text.replaceAll(comments[path.split('.').at(-1) ?? ''] ?? /$^/g, '');

/** Files that name a field, as itself or as its column. */
function namedIn(field: string, of: readonly SourceFile[]): readonly string[] {
  const name = new RegExp(`\\b(${field}|${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)})\\b`);
  return of
    .filter((file) => name.test(withoutComments(file)) && !generated.test(file.path) && !stating.test(file.path))
    .map(({ path }) => path);
}

/** Those of them that are none of the places, and in a place of one file every other one. */
function beyond(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return paths.filter((path) => {
    const place = Object.keys(places).find((each) => places[each]?.test(path));
    if (place === undefined || taken.has(place)) return true;
    if (!several.has(place)) taken.add(place);
    return false;
  });
}

describe('a field', () => {
  it.each(['deliveryTerms', 'countryOfExport', 'goodsLocation', 'transitCountries', 'detectionMethod', 'eyeColor'])(
    '%s is named by its SDL, its description, a migration, the synonyms and the words of letters, and by nothing else',
    (field) => {
      const named = namedIn(field, files);
      expect(named.length).toBeGreaterThanOrEqual(2);
      expect(beyond(named)).toEqual([]);
    },
  );

  it('that another file names is found there, but for comments, later migrations and synonyms', () => {
    const planted = { path: 'subgraphs/cargo/rows.ts', text: 'readonly delivery_terms: string | null;' };
    const harmless = [
      { path: 'storage/migrations/persons/0007_x.sql', text: 'select 1; -- not delivery_terms' },
      { path: 'storage/migrations/cargo/0007_x.sql', text: 'create index on cargo.consignment (delivery_terms);' },
      { path: 'subgraphs/cargo/other.ts', text: '// Beside deliveryTerms.' },
      { path: 'ingest/mapping/draft/synonyms/other.yaml', text: 'deliveryTerms: [incoterm]' },
    ];
    expect(beyond(namedIn('deliveryTerms', [...files, planted, ...harmless]))).toEqual([planted.path]);
  });
});
