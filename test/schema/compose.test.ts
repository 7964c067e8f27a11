import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { readAccess } from '../../schema/access.js';
import { composeSupergraph, spreadLabels } from '../../schema/compose.js';
import { readPackageFile } from '../../schema/files.js';
import { parseSourceSdl } from '../../schema/sourceSdl.js';

const head = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@composeDirective", "@cost", "@listSize"])
  @link(url: "https://specs.portcullis.example/access/v1.0", import: ["@access"])
  @composeDirective(name: "@access")\n`;
const source = (name: string, sdl: string) => ({
  name,
  document: parseSourceSdl(`${head}${sdl}\n${readPackageFile('schema', 'shared.graphql')}`),
});

describe('composition', () => {
  test('keeps the label of each field where two sources give one type different defaults', () => {
    const { supergraphSdl, errors } = composeSupergraph([
      source(
        'a',
        'type Query { x: X @access(category: "public") } type X @key(fields: "id") @access(category: "a.one") { id: ID! @access(category: "public") one: String }',
      ),
      source(
        'b',
        'type X @key(fields: "id") @access(category: "b.two") { id: ID! @access(category: "public") two: String }',
      ),
    ]);
    expect(errors).toEqual([]);
    const access = readAccess(parse(supergraphSdl ?? ''));
    expect(access.of('X.one')).toMatchObject({ category: 'a.one', use: 'READ' });
    expect(access.of('X.two')).toMatchObject({ category: 'b.two', use: 'READ' });
  });

  test('says what stands in the way where the sources do not fit', () => {
    const { supergraphSdl, errors } = composeSupergraph([
      source('a', 'type Query { x: String @access(category: "public") }'),
      source('b', 'type Query { x: Int @access(category: "public") }'),
    ]);
    expect(supergraphSdl).toBeUndefined();
    expect(errors.join()).toContain('Query.x');
  });

  test('leaves a member that has a label of its own as it is', () => {
    const spread = spreadLabels(
      parse('input F @access(category: "a") { x: Int @access(category: "b", use: FILTER) y: Int }'),
    );
    expect(print(spread)).toBe(
      'input F {\n  x: Int @access(category: "b", use: FILTER)\n  y: Int @access(category: "a")\n}',
    );
  });
});

describe('labels', () => {
  test('are read for arguments: their own, or public for paging, ids, filters and sorts', () => {
    const access = readAccess(
      parse(
        'type Query { p(id: ID, mrn: String @access(category: "c.m", use: LOOKUP), mark: String): Int @access(category: "public") }',
      ),
    );
    expect(access.of('Query.p(id:)')).toMatchObject({ category: 'public', use: 'READ' });
    expect(access.of('Query.p(mrn:)')).toMatchObject({ category: 'c.m', use: 'LOOKUP' });
    expect(access.of('Query.p(mark:)')).toBeUndefined();
  });

  test('are read under the name that composition may give the directive', () => {
    const access = readAccess(parse('type A { x: Int @access__access(category: "c") }'));
    expect(access.of('A.x')).toMatchObject({ category: 'c', use: 'READ' });
  });

  test('refuse a coordinate that two definitions label differently', () => {
    expect(() =>
      readAccess(parse('type A { x: Int @access(category: "c") } extend type A { x: Int @access(category: "d") }')),
    ).toThrow('A.x is labelled both c and d');
  });
});
