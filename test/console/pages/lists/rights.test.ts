import { expect, test } from '@jest/globals';
import { type ListSchema, rightsOf } from '../../../../console/pages/lists/asking/rights.js';
import { kindOf } from '../../../../console/pages/lists/kinds/index.js';

const kind = kindOf('seizures');
if (!kind) throw new RangeError('the list has gone');
const names = (...all: string[]) => all.map((name) => ({ name }));

test('a list offers what the schema of the view has, and nothing where it has nothing', () => {
  const schema: ListSchema = {
    __type: { fields: names('seizures') },
    record: { fields: names('id', 'seizedAt') },
    filter: { inputFields: names('and', 'source', 'within') },
    orders: null,
    facets: { enumValues: names('SOURCE') },
    times: null,
  };
  const rights = rightsOf(kind, schema);
  expect(rights.mayList).toBe(true);
  expect(kind.columns.filter(rights.maySee).map(({ id }) => id)).toEqual(['seizedAt']);
  expect(kind.data.filter(rights.mayFilter).map(({ id }) => id)).toEqual(['within', 'box', 'source']);
  expect([
    rights.mayOrder('SEIZED_AT'),
    rights.mayCount('SOURCE'),
    rights.mayCount('COUNTRY'),
    rights.mayDate('SEIZED_AT'),
  ]).toEqual([false, true, false, false]);
  expect(rightsOf(kind, { ...schema, __type: { fields: names('persons') } }).mayList).toBe(false);
});
