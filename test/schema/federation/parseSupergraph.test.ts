import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createEngine } from '../../../gateway/execution/index.js';
import type { EngineOptions } from '../../../gateway/execution/types.js';
import { plannerSupergraph } from '../../../gateway/planning/index.js';
import { leastField } from '../../../gateway/planning/leastField.js';
import { ownNames } from '../../../gateway/planning/ownNames.js';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.js';
import { assertCoversProduct } from '../../../policy/loading/closure.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { parseSupergraph } from '../../../schema/federation/parseSupergraph.js';
import { readPackageFile } from '../../../schema/files.js';

const sdl = readPackageFile('schema', 'supergraph.graphql');

test('a supergraph that six parts of a start read is parsed once', () => {
  const first = parseSupergraph(sdl);
  expect(first).toEqual(parse(sdl, { noLocation: true }));
  // Another text of the same letters, as it comes from the file again.
  expect(parseSupergraph(Buffer.from(sdl).toString())).toBe(first);
  expect(parseSupergraph('type Query { other: Int }')).not.toBe(first);
});

test('one that does not parse is refused each time', () => {
  for (const _ of [1, 2]) expect(() => parseSupergraph('type Query {')).toThrow('Syntax Error');
});

test('who reads it changes nothing of it, since it is everybody’s', () => {
  const shared = freeze(parseSupergraph(sdl));
  assertCoversProduct(loadPolicy(), readPolicyFiles());
  readSupergraph(sdl, loadPolicy());
  plannerSupergraph(sdl);
  ownNames(sdl);
  leastField(sdl);
  createEngine({ supergraphSdl: sdl, clientOf: () => ({}) } as unknown as EngineOptions);
  expect(parseSupergraph(sdl)).toBe(shared);
});

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const each of Object.values(Object.freeze(value))) freeze(each);
  return value;
}
