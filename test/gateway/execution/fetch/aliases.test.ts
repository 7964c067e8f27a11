import { describe, expect, test } from '@jest/globals';
import { closedAfter } from '../../../support/runner/closedAfter.js';
import { openShop } from '../support/shop.js';
import type { RunOptions, Spoil } from '../support/twoExecutors.js';

/*
 * A client may give a field any name but those that begin with `__portcullis_`: names of the product, of GraphQL and of the
 * planner, too.
 */
const shop = closedAfter(await openShop());

const said = { category: 'core', effect: 'NONE', reason: 'RECORD' } as const;

/** A source withholds the field that it was asked for last. @param path of the response names of these fields */
const withholding =
  (of: string, path: (nameOf: (field: string) => string) => readonly string[]): Spoil =>
  (answer, { source, query }) => {
    if (source !== of) return answer;
    const line = { path: path((field) => new RegExp(`(\\w+):\\s*${field}\\b`).exec(query)?.[1] ?? field), ...said };
    answer.extensions.withheld = [{ ...line, rule: 'rule', count: 1 }];
    answer.extensions.cells = [line];
    return answer;
  };

const ways: readonly RunOptions[] = [
  { transport: 'objects' },
  { transport: 'bytes' },
  { transport: 'bytes', again: true },
];

/** The places of what is withheld, however the answer is made. */
async function placesOf(query: string, spoil: Spoil): Promise<readonly string[]> {
  const all = new Set<string>();
  for (const way of ways) {
    const { withheld } = await shop.ours(query, { ...way, spoil, strict: true, cells: true, named: true });
    all.add(JSON.stringify(withheld.map((line) => (line as { path: string }).path)));
  }
  return [...all];
}

describe.each([
  ...['_entities', '_service', '__typename', '__proto__', 'toString', '__x'],
  ...['edges', 'node', 'id', 'data', 'errors', 'extensions'],
  ...['name__alias_0', 'x__alias_12', 'x__alias_0_', 'x__required_1'],
])('an alias %s', (alias) => {
  test('takes nothing out of what is said to be withheld', async () => {
    const ofRoot = withholding('catalogue', (nameOf) => [nameOf('products'), '*', 'name']);
    expect(await placesOf(`{ ${alias}: products { name } }`, ofRoot)).toEqual([`["${alias}.*.name"]`]);

    const ofEntities = withholding('reviews', (nameOf) => ['_entities', '*', nameOf('reviews'), '*', nameOf('text')]);
    expect(await placesOf(`{ products { ${alias}: reviews { text } } }`, ofEntities)).toEqual([
      `["products.*.${alias}.*.text"]`,
    ]);
    expect(await placesOf(`{ ${alias}: products { reviews { ${alias}: text } } }`, ofEntities)).toEqual([
      `["${alias}.*.reviews.*.${alias}"]`,
    ]);
  });

  test('is named where its source has failed', async () => {
    const spoil: Spoil = () => {
      throw new Error('down');
    };
    for (const way of ways) {
      const query = `{ ${alias}: products { id } products { id } }`;
      const { text, collected } = await shop.ours(query, { ...way, spoil, named: true });
      expect(text).toBe(`{"${alias}":null,"products":null}`);
      expect(collected.errors.map(({ extensions: { at } }) => at).sort()).toEqual([alias, 'products'].sort());
    }
  });
});
