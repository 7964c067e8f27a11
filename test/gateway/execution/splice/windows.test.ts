import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunOptions, session, type TwoExecutors, twoExecutors } from '../support/twoExecutors.js';

/*
 * Answers of several windows, sliced against parsed. Each ship has an id of its own, so that a place that is read in the wrong
 * window shows.
 */
const many = Array.from({ length: 1500 }, (_, at) => ({
  id: idOf(at),
  name: `${at} Ærø上 ${'x'.repeat((at * 37) % 200)}`,
  notes: `note of ${at}`,
  trips: Array.from({ length: at === 3 ? 8000 : (at * 7) % 5 }, (_, trip) => ({
    port: `port ${trip} of ${at}`,
    day: trip,
  })),
}));
let notesOf = (at: number): string | undefined => many[at]?.notes;

/** A public id. */
function idOf(at: number): string {
  const digits = [...String(at).padStart(4, '0')].map((digit) => 'abcdefghij'[Number(digit)]);
  return `ship_${'a'.repeat(20)}${digits.join('')}`;
}

let two: TwoExecutors;
beforeAll(async () => {
  const ship = '@key(fields: "id") { id: ID!';
  two = await twoExecutors({
    ships: {
      sdl: `type Query { ships: [Ship!] last: String }
        type Ship ${ship} name: String trips: [Trip!] notes: String }  type Trip { port: String day: Int }`,
      resolvers: {
        Query: { ships: () => many.map((each, at) => ({ ...each, notes: notesOf(at) })), last: () => 'end' },
      },
    },
    flags: {
      sdl: `type Query { none: Int }  type Ship ${ship} flag: String }`,
      resolvers: {
        Ship: { __resolveReference: ({ id }: { id: string }) => ({ id, flag: `flag of ${id} ${'~'.repeat(80)}` }) },
      },
    },
  });
});
afterAll(async () => await two.close());

/** Pieces of many sizes, which cut characters. */
const pieces: NonNullable<RunOptions['pieces']> = (json) => {
  const bytes = Buffer.from(json);
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 1 + ((at * 13) % 65_536)) {
    found.push(bytes.subarray(at, at + 1 + ((at * 13) % 65_536)));
  }
  return found;
};

async function twice(query: string, options: RunOptions = {}) {
  const first = await two.ours(query, { transport: 'bytes', pieces, ...options });
  const call = { variables: {}, session, sources: [], signal: new AbortController().signal };
  const collected = await first.compiled.execute(call);
  return { first, collected, text: first.compiled.shape(collected, {}).data.toString('utf8') };
}

describe('an answer of several windows', () => {
  test.each([
    ['of one source', '{ ships { id name trips { day port } notes } last }'],
    ['with entities of another', '{ ships { notes flag trips { port } id } }'],
    ['whose lists are long', '{ ships { trips { port } } last ships { id } }'],
  ])('%s is sliced, and equal to what is parsed', async (_, query) => {
    const { first, collected, text } = await twice(query);
    expect(collected.strategy).toBe('sliced');
    expect(text).toBe(first.text);
    expect(text.length).toBeGreaterThan(100_000);
  });

  test('is parsed where an object is longer than what is left of a window', async () => {
    notesOf = (at) => (at === 700 ? 'long'.repeat(50_000) : 'short');
    const { first, collected, text } = await twice('{ ships { name notes id } }');
    notesOf = (at) => many[at]?.notes;
    expect(collected.strategy).toBe('parsed');
    expect(text).toBe(first.text);
  });

  test('is held by nobody where it was parsed after all (the generated code kept its run)', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held: WeakRef<Buffer>[] = [];
    notesOf = (at) => (at === 700 ? 'long'.repeat(50_000) : 'short');
    for (const query of ['{ ships { name notes id } }', '{ ships { id flag } }']) {
      const { first, collected } = await twice(query, {
        pieces: (json, { source }) => {
          const bytes = Buffer.from(source === 'flags' ? json.replace('"_entities":', '"_entities": ') : json);
          held.push(new WeakRef(bytes));
          return [bytes];
        },
      });
      expect(collected.strategy).toBe('parsed');
      // What is held is never collected; what is not, not always at once.
      for (let round = 0; round < 20 && held.some((each) => each.deref()); round += 1) {
        await setImmediate();
        collect();
      }
      expect(held.filter((each) => each.deref())).toEqual([]);
      expect(first.compiled).toBeDefined();
    }
    notesOf = (at) => many[at]?.notes;
  });

  test.each([0, 600, 1499])('has failed where its manifest does not name ship %i, either way', async (left) => {
    const named = many.map(({ id }) => id).filter((_, at) => at !== left);
    for (const [ids, codes] of [
      [many.map(({ id }) => id), []],
      [named, ['SOURCE_PROTOCOL_ERROR']],
    ] as const) {
      const disclosed = [{ type: 'Ship', originator: null, categories: [], ids }];
      const manifest = { source: 'ships', policyVersion: 'policy', disclosed, decided: [] };
      const { first, collected } = await twice('{ ships { name id trips { port } } }', {
        strict: true,
        spoil: ({ data }) => ({ data, extensions: { manifest, withheld: [] } }),
      });
      expect(collected.strategy).toBe(codes.length > 0 ? 'parsed' : 'sliced');
      for (const { errors } of [first.collected, collected]) expect(errors.map(({ code }) => code)).toEqual(codes);
    }
  });
});

describe('what follows the report', () => {
  test.each([
    ['white space', ' \n', []],
    ['a letter', 'x', ['SOURCE_PROTOCOL_ERROR']],
    ['another brace', '}', ['SOURCE_PROTOCOL_ERROR']],
    ['what is none in JSON', '\u00a0', ['SOURCE_PROTOCOL_ERROR']],
  ])('counts, either way: %s', async (_, more, codes) => {
    for (const strict of [true, false]) {
      const { first, collected } = await twice('{ last }', { strict, pieces: (json) => [Buffer.from(json + more)] });
      for (const { errors } of [first.collected, collected]) expect(errors.map(({ code }) => code)).toEqual(codes);
    }
  });

  test.each([
    ['errors', ',"extensions":{},"errors":[{"message":"late"}]}', ['SOURCE_ERROR']],
    ['data once more', ',"extensions":{},"data":{"last":"other"}}', []],
  ])('is part of the answer of a foreign source, either way: %s', async (_, more, codes) => {
    const late: RunOptions['pieces'] = (json) => [Buffer.from(json.slice(0, -1) + more)];
    const { first, collected, text } = await twice('{ last }', { pieces: late });
    expect(collected.strategy).toBe('parsed');
    expect(text).toBe(first.text);
    for (const { errors } of [first.collected, collected]) expect(errors.map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ['errors', ',"errors":[{"message":"late"}]}', ['SOURCE_ERROR']],
    ['data once more', ',"data":{"last":"other"}}', []],
  ])('is part of the answer, either way: %s', async (_, more, codes) => {
    const late: RunOptions['pieces'] = (json) => [Buffer.from(json.slice(0, -1) + more)];
    const { first, collected, text } = await twice('{ last }', { strict: true, pieces: late });
    expect(collected.strategy).toBe('parsed');
    expect(text).toBe(first.text);
    for (const { errors } of [first.collected, collected]) expect(errors.map(({ code }) => code)).toEqual(codes);
  });
});
