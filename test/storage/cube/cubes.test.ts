import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readAccess } from '../../../schema/access.js';
import { childrenOf, columnsOf } from '../../../schema/records/description/columns.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { readSourceSdl } from '../../../schema/sourceSdl.js';
import { cubes } from '../../../storage/cube/cubes.js';

const policy = loadPolicy();
const kept = cubes.flatMap(({ source, table, facets }) =>
  [...facets.keys()].map((facet) => ({ source, table, facet })),
);

test.each(kept)('the numbers kept of $table by $facet are of no category about persons', ({ source, table, facet }) => {
  const type = nodeRecords.find((each) => `${each.source}.${each.table}` === table)?.type;
  const input = { VesselRecord: 'Vessel', AircraftRecord: 'Aircraft' }[type ?? ''] ?? type;
  const category = readAccess(readSourceSdl(source)).of(`${input}FacetField.${facet}`)?.category;
  // Of joint operations there are no facets; what is counted of them is how many there are.
  if (category === undefined) expect([type, facet]).toEqual(['JointOperation', 'SOURCE']);
  else expect([facet, policy.categories[category]?.personal ?? false]).toEqual([facet, false]);
});

test('numbers are kept by texts that have an end, which an index can hold, and of no link', () => {
  const columns = nodeRecords.flatMap(({ fields }) => [
    ...columnsOf(fields),
    ...childrenOf(fields).flatMap(({ field }) => columnsOf(field.fields)),
  ]);
  const kinds = columns.flatMap(({ field }) =>
    field.cube ? [field.kind === 'list' ? field.of.kind : field.kind] : [],
  );
  expect(kinds.length).toBeGreaterThan(20);
  expect(new Set(kinds)).toEqual(new Set(['code', 'country', 'unlocode', 'hs6']));
  expect(cubes.map(({ table }) => table)).toEqual(expect.not.arrayContaining(['persons.relation', 'persons.interest']));
});
