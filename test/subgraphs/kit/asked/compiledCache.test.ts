import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createCompiledCache } from '../../../../subgraphs/kit/asked/compiledCache.js';
import { requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();
const document = { id: 1, of: () => null };
const { facts } = requestOf(policy, 'BE-CUSTOMS');
const owner = {};

/** A thing that tells whether it was made anew. */
const statement = (letters = 1) => ({ sql: 'x'.repeat(letters) });

test('a thing is made once for a document, a view, an owner and a form, and anew where one of them is another', () => {
  const kept = createCompiledCache(policy);
  const first = kept.of(document, facts).get(owner, 'form', statement);
  expect(kept.of(document, { ...facts, asOf: '2026-11-25T11:00:00.000Z' }).get(owner, 'form', statement)).toBe(first);
  for (const other of [
    kept.of({ ...document, id: 2 }, facts).get(owner, 'form', statement),
    kept.of(document, requestOf(policy, 'DE-POLICE').facts).get(owner, 'form', statement),
    kept.of(document, { ...facts, purpose: 'MUTUAL_ASSISTANCE' }).get(owner, 'form', statement),
    kept.of(document, facts).get({}, 'form', statement),
    kept.of(document, facts).get(owner, 'another', statement),
    createCompiledCache(policy).of(document, facts).get(owner, 'form', statement),
  ])
    expect(other).not.toBe(first);
});

test('of forms without end the last ones are kept, and what is asked for all the time stays', () => {
  const kept = createCompiledCache(policy, { things: 1000, characters: 50_000 }).of(document, facts);
  const hot = kept.get(owner, 'hot', statement);
  const ofFilter = kept.get(owner, '0', () => statement(1000));
  for (let form = 1; form < 10_000; form += 1) {
    kept.get(owner, String(form), () => [statement(500), statement(500)]);
    expect(kept.get(owner, 'hot', statement)).toBe(hot);
  }
  expect(kept.get(owner, '0', () => statement(1000))).not.toBe(ofFilter);
});
