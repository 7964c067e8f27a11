import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvCell, csvOf } from '../../../console/parts/csv.js';
import { toCsvCell } from '../../../schema/formats/csvCell.js';

test("A cell of the console's files is one of the product's files", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', '+1', '-1', '@x', "'x", '\tx', '＝x', ' x ', 'a,"b"', 'a\nb'),
  );
  fc.assert(fc.property(texts, (text) => csvCell(text) === toCsvCell(text)));
  expect(csvCell('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"');
  expect(csvCell(-3)).toBe('-3');
});

test('A file begins with the mark by which spreadsheets know UTF-8, and ends each row as RFC 4180 does', () => {
  expect(csvOf([['a', 1]])).toBe('\uFEFFa,1\r\n');
});
