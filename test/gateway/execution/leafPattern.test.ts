import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql';
import { isLeafValue, leafCheck } from '../../../gateway/execution/shape/leaf.js';
import { leafPattern } from '../../../gateway/execution/splice/leafPattern.js';

const rig = new GraphQLEnumType({ name: 'Rig', values: { BRIG: {}, SLOOP: {} } });
const types = [GraphQLString, GraphQLID, GraphQLInt, GraphQLFloat, GraphQLBoolean, rig];

const matches = (pattern: string | undefined, text: string) => new RegExp(`^(?:${pattern})$`).test(text);
const takes = (type: GraphQLLeafType, text: string) => matches(leafPattern(new GraphQLNonNull(type)), text);

/** Numbers as any source may write them, and text that is nearly JSON. */
const numberText = fc.stringMatching(/^-?\d{1,18}(\.\d{1,19})?([eE][+-]?\d{1,3})?$/);
const nearlyJson = fc.oneof(
  fc.json({ maxDepth: 1 }),
  numberText,
  fc.double().map(String),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.string().map((text) => `"${text}"`),
  fc.constantFrom(
    '"BRIG"',
    '"SLOOP"',
    '"SCHOONER"',
    'true',
    'false',
    'null',
    '-0',
    '-0.0',
    '00',
    '1.',
    '.5',
    '"\\u00E9"',
  ),
);

describe('what a pattern takes', () => {
  test.each(types.map((type) => [type.name, type] as const))('as %s is JSON of a value of that type', (_, type) => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        if (takes(type, text)) expect(isLeafValue(leafCheck(type), JSON.parse(text))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is every text, and every number of up to 15 digits, as JSON.stringify writes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer(), fc.float({ noNaN: true }), (text, whole, fraction) => {
        expect(takes(GraphQLString, JSON.stringify(text))).toBe(true);
        expect(takes(GraphQLInt, JSON.stringify(whole))).toBe(true);
        const written = JSON.stringify(fraction);
        if (/^-?\d{1,15}(\.\d{1,16})?$/.test(written)) expect(takes(GraphQLFloat, written)).toBe(true);
      }),
    );
  });

  test('is null only where the type takes it, inside lists as well', () => {
    const list = new GraphQLList(new GraphQLNonNull(GraphQLInt));
    expect(['[]', '[1,2]', 'null'].map((text) => matches(leafPattern(list), text))).toEqual([true, true, true]);
    expect(['[null]', '[1,]', '[1, 2]'].map((text) => matches(leafPattern(list), text))).toEqual([false, false, false]);
    expect(takes(GraphQLInt, 'null')).toBe(false);
    expect(matches(leafPattern(undefined), 'null')).toBe(false);
  });
});
