import { describe, expect, it } from '@jest/globals';
import { toSourceName } from '../../../../ingest/mapping/draft/sourceName.js';
import { mappingShape } from '../../../../ingest/mapping/parse/schema.js';

describe('toSourceName', () => {
  it.each([
    ['watchlist.csv', 'mapped-watchlist'],
    ['Watch List 2026-01-31.csv.gz', 'mapped-watch-list'],
    ['Fahndungsübersicht_07.TSV', 'mapped-fahndungsubersicht'],
    ['розыск.csv', 'mapped-register'],
    ['standard-input', 'mapped-register'],
    [`${'long '.repeat(30)}.csv`, `mapped-${'long-'.repeat(8).slice(0, -1)}`],
  ])('proposes a register`s name for %j that a mapping may have', (file, expected) => {
    expect(toSourceName(file)).toBe(expected);
    expect(mappingShape.shape.source.safeParse(expected).success).toBe(true);
  });
});
