import { describe, expect, it } from '@jest/globals';
import { catalogue, mappedKinds } from '../../../../../ingest/mapping/catalogue/index.js';
import { toHeader } from '../../../../../ingest/mapping/draft/synonyms/header.js';
import { synonymsOf } from '../../../../../ingest/mapping/draft/synonyms/synonyms.js';
import { parseTarget } from '../../../../../ingest/mapping/fieldPath.js';

describe('the dictionary of headers', () => {
  it.each(mappedKinds)('has for %s fields that a mapping can fill, with weights from 0 to 3', (kind) => {
    const { fields } = synonymsOf(kind);
    for (const { field, weight } of fields) {
      expect(parseTarget(kind, field)).toMatchObject({ path: expect.any(String) });
      expect([0, 1, 2, 3]).toContain(weight);
    }
  });

  it.each(mappedKinds)('knows each field of %s at least by its own name', (kind) => {
    const known = new Set(synonymsOf(kind).fields.map(({ field }) => field));
    const fields = Object.keys(catalogue[kind].fields).filter((field) => !field.includes('[]'));
    expect(fields.filter((field) => !known.has(field))).toEqual([]);
  });

  it.each(mappedKinds)('writes the words of %s as headers are compared', (kind) => {
    const { kindWords, rowWords, fields } = synonymsOf(kind);
    const words = [...kindWords, ...rowWords, ...fields.flatMap((synonym) => synonym.words)];
    expect(words).toEqual(words.map(toHeader));
  });
});
