import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { checkSchema } from '../../schema/check.js';

const categories = new Set(['public', 'cargo.movement', 'cargo.goods']);
const check = (sdl: string, other?: string): string[] =>
  checkSchema(
    [{ name: 'cargo', document: parse(sdl) }, ...(other ? [{ name: 'other', document: parse(other) }] : [])],
    categories,
  );

describe('the schema check', () => {
  test('accepts a type whose fields are described and labelled', () => {
    expect(check('"A box." type Box @access(category: "cargo.goods") { "Its mass." massKg: Float }')).toEqual([]);
  });

  test('stops the build where a field has no description', () => {
    expect(check('"A box." type Box @access(category: "cargo.goods") { massKg: Float }')).toEqual([
      'cargo: Box.massKg has no description',
    ]);
  });

  test('stops the build where an argument has no description', () => {
    const found = check('"A box." type Box { "Mass." mass(id: ID): Float @access(category: "cargo.goods") }');
    expect(found).toEqual(['cargo: Box.mass(id:) has no description']);
  });

  test('stops the build where a field has no category, or one that the matrix does not know', () => {
    expect(check('"A box." type Box { "Mass." mass: Float }')).toEqual(['cargo: Box.mass names no data category']);
    expect(check('"A box." type Box { "Mass." mass: Float @access(category: "cargo.secrets") }')).toEqual([
      'cargo: Box.mass names the unknown category cargo.secrets',
    ]);
  });

  test('stops the build where an argument that carries a datum has no category', () => {
    const found = check('"A box." type Box @access(category: "public") { "Mass." mass("Mark." mark: String): Float }');
    expect(found).toEqual(['cargo: Box.mass(mark:) names no data category']);
  });

  test('stops the build where a classified field is non-null', () => {
    expect(check('"A box." type Box { "Mass." mass: Float! @access(category: "cargo.goods") }')).toEqual([
      'cargo: Box.mass is classified and non-null',
    ]);
  });

  test('stops the build where a key is classified', () => {
    const found = check('"A box." type Box @key(fields: "mrn") { "MRN." mrn: ID @access(category: "cargo.movement") }');
    expect(found).toEqual(['cargo: Box.mrn is classified and a @key']);
  });

  test('stops the build where a filter or sort leaf does not say what it uses', () => {
    expect(
      check(
        '"F." input BoxFilter { "Not." not: BoxFilter @access(category: "public") "M." mark: String @access(category: "cargo.goods") }',
      ),
    ).toEqual(['cargo: BoxFilter.mark is a filter and does not say use: FILTER']);
    expect(check('"S." enum BoxSortField { "M." MASS @access(category: "cargo.goods") }')).toEqual([
      'cargo: BoxSortField.MASS is a sort key and does not say use: SORT',
    ]);
  });

  test('stops the build where a source uses a directive whose representations could not be trusted', () => {
    expect(
      check('"A box." type Box { "M." mass: Float @access(category: "cargo.goods") @requires(fields: "x") }'),
    ).toEqual(['cargo: Box.mass uses @requires, which our sources do without']);
  });

  test('stops the build where two sources label one coordinate differently', () => {
    const sdl = (category: string) => `"A box." type Box { "M." mass: Float @access(category: "${category}") }`;
    expect(check(sdl('cargo.goods'), sdl('cargo.movement'))).toEqual([
      'other: Box.mass is labelled otherwise in another source',
    ]);
  });
});
