import { describe, expect, it } from '@jest/globals';
import { findDecimalSign, toDecimalPoint } from '../../../../ingest/mapping/transforms/decimalSign.js';

async function* each(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

describe('the decimal sign of a file', () => {
  it.each([
    [['8.474,41', '12,345'], 'COMMA'],
    [['10,99', '12,345', '7'], 'COMMA'],
    [['0,971'], 'COMMA'],
    [['1.234.567'], 'COMMA'],
    [['8,474.41', '12,345'], 'POINT'],
    [['0.971', '12,345'], 'POINT'],
    [['1,234,567'], 'POINT'],
    [['12,345', '678,901'], 'POINT'],
    [['10,99', '10.99'], 'POINT'],
    [[], 'POINT'],
    [['See DN-304 (ID#:10589)', 'NA', ''], 'POINT'],
  ])('of %j is the %s', async (texts, sign) => expect(await findDecimalSign(each(texts))).toBe(sign));

  it.each([
    ['8.474,41', '8474.41'],
    ['12,345', '12.345'],
    ['2.534', '2534'],
    ['1 234,5', '1234.5'],
    ['-7,25', '-7.25'],
    ['1.23,4', '1.23,4'],
    ['See DN-304, page 2', 'See DN-304, page 2'],
  ])('makes %s %s in a file of commas', (text, point) => expect(toDecimalPoint(text)).toBe(point));
});
