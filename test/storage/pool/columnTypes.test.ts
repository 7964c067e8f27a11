import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { columnTypes } from '../../../storage/pool/columnTypes.js';

const { TIMESTAMPTZ } = pg.types.builtins;
const TEXT_ARRAY: number = 1009;

function read(oid: number, text: string): unknown {
  return columnTypes.getTypeParser(oid, 'text')(text);
}

describe('columnTypes', () => {
  it.each([
    '2026-11-25 10:00:00+00',
    '2026-11-25 10:00:00.125+00',
    '2026-11-25 10:00:00.5+00',
    '2026-11-25 10:00:00.123456+00',
    '2026-11-25 10:00:00.12+01',
    '2026-11-25 10:00:00+02',
    '2026-11-25 10:00:00+05:30',
    '0026-11-25 10:00:00+00',
    '12026-11-25 10:00:00+00',
    '12026-11-25 10:00:00.00+00',
    '0044-03-15 10:00:00+00 BC',
    'infinity',
    '-infinity',
  ])('reads the instant %s as pg does', (text) => {
    expect(read(TIMESTAMPTZ, text)).toEqual(pg.types.getTypeParser(TIMESTAMPTZ, 'text')(text));
  });

  it.each([
    '{}',
    '{a}',
    '{a,b,cargo.goods}',
    '{a b,c:d,é}',
    '{NULL}',
    '{a,null,b}',
    '{"NULL",nullable}',
    '{"a,b",c}',
    '{"",x}',
    String.raw`{"a\"b","c\\d"}`,
    '{"{}",x}',
    '{{a,b},{c,d}}',
    '[0:1]={a,b}',
    '{"a\nb"}',
  ])('reads the list %j as pg does', (text) => {
    expect(read(TEXT_ARRAY, text)).toEqual(pg.types.getTypeParser(TEXT_ARRAY, 'text')(text));
  });

  it('gives every row a list of its own', () => {
    expect(read(TEXT_ARRAY, '{}')).not.toBe(read(TEXT_ARRAY, '{}'));
  });
});
