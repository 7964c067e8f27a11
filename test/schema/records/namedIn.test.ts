import { describe, expect, it } from '@jest/globals';
import { filesBelow, type SourceFile, sourceFolders } from '../../style/tree.js';

/* docs/ARCHITECTURE.md says where to change what: a field stands by hand in the files of its row, and nowhere else. */
const files = filesBelow(sourceFolders, /\.(ts|graphql|sql|yaml)$/);

/** Where a field may be named, beside the formats and the demonstration that state it. */
const places: Readonly<Record<string, RegExp>> = {
  sdl: /^schema\/[a-z]+\.graphql$/,
  description: /^schema\/records\//,
  migration: /^storage\/migrations\//,
  synonyms: /^ingest\/mapping\/draft\/synonyms\//,
};
const generated = /^schema\/supergraph\.graphql$/;
const stating = /^ingest\/(formats|demo)\//;

/** Files that name a field, as itself or as its column. */
function namedIn(field: string, of: readonly SourceFile[]): readonly string[] {
  const name = new RegExp(`\\b(${field}|${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)})\\b`);
  return of
    .filter(({ path, text }) => name.test(text) && !generated.test(path) && !stating.test(path))
    .map(({ path }) => path);
}

/** Those of them that are none of the places, and every file beyond the first in one place. */
function beyond(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return paths.filter((path) => {
    const place = Object.keys(places).find((each) => places[each]?.test(path));
    if (place === undefined || taken.has(place)) return true;
    taken.add(place);
    return false;
  });
}

describe('a field', () => {
  it.each(['deliveryTerms', 'countryOfExport', 'goodsLocation', 'transitCountries', 'detectionMethod', 'eyeColor'])(
    '%s is named by its SDL, its description, a migration and the synonyms, and by nothing else',
    (field) => {
      const named = namedIn(field, files);
      expect(named.length).toBeGreaterThanOrEqual(2);
      expect(beyond(named)).toEqual([]);
    },
  );

  it('that another file names is found there', () => {
    const planted = { path: 'subgraphs/cargo/rows.ts', text: 'readonly delivery_terms: string | null;' };
    expect(beyond(namedIn('deliveryTerms', [...files, planted]))).toEqual([planted.path]);
  });
});
