import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createKnownDocuments } from '../../../gateway/documents/known.js';
import { createPartedCache } from '../../../gateway/documents/partedCache.js';
import { defaultSettings } from '../../../gateway/settings.js';
import { plainCounter } from '../support/plainCounter.js';

const schema = buildSchema('type Query { a: Int }');
const partner = 'query Partner { a }';
const free = (number: number): string => `query Free${number} { a }`;

function knownAfter(isRegistered: boolean, others: number) {
  const known = createKnownDocuments(schema, defaultSettings, {
    schema,
    counter: plainCounter(schema),
    needsPurpose: () => false,
  });
  const check = (text: string, isOfPartner: boolean) => known.check(text, parse(text), isOfPartner);
  check(partner, isRegistered);
  for (let number = 0; number < others; number += 1) check(free(number), false);
  return known.find(partner, isRegistered);
}

describe('documents that were seen before', () => {
  test('stay known where they are registered, however many others are sent: they were pushed out by a thousand', () => {
    expect(knownAfter(true, 3_000)?.text).toBe(partner);
    expect(knownAfter(false, 999)?.text).toBe(partner);
    expect(knownAfter(false, 1_000)).toBeUndefined();
  });
});

describe('a memory in two parts', () => {
  const cacheOf = () => createPartedCache<{ name: string }>({ max: 2, maxText: 100 });
  const keep = (cache: ReturnType<typeof cacheOf>, name: string, isRegistered: boolean) =>
    cache.keep(name, { name }, { isRegistered, size: 10 });

  test('moves what was sent freely first and is asked for as registered later', () => {
    const cache = cacheOf();
    keep(cache, 'partner', false);
    expect(cache.find('partner', true)?.name).toBe('partner');
    for (const name of ['a', 'b', 'c']) keep(cache, name, false);
    expect([cache.find('partner', false)?.name, cache.find('a', false)]).toEqual(['partner', undefined]);
  });

  test('is bounded in either part', () => {
    const cache = cacheOf();
    for (const name of ['a', 'b', 'c']) keep(cache, name, true);
    expect([cache.find('a', true), cache.find('c', true)?.name]).toEqual([undefined, 'c']);
    cache.keep('long', { name: 'long' }, { isRegistered: true, size: 101 });
    expect(cache.find('long', true)).toBeUndefined();
  });
});
