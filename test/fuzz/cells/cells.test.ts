import { expect, test } from '@jest/globals';
import { tries } from '../../support/runner/tries.js';
import { ways } from '../executors/ours.js';
import { supergraphNames } from '../supergraphs.js';
import { nothingRead, readRandomCells } from './cells.js';

/** Operations over each supergraph; `npm run fuzz -- cells` asks 10,000 in all. */
const COUNT = tries(15, 10_000 / supergraphNames.length);

test.each(supergraphNames)(
  'a client reads off its cells what sources said of each value: random operations over %s',
  async (name) => {
    const read = nothingRead();
    const seeds = Array.from({ length: COUNT }, (_, index) => 20_261_201 + index);
    await readRandomCells(name, seeds, read);
    if (name === 'keys') expect(ways.sliced).toBeGreaterThan(0);
    expect(read.faults.slice(0, 5)).toEqual([]);
    expect(Math.min(...Object.values(read.values), read.parted)).toBeGreaterThan(COUNT / 8);
  },
  COUNT * 1_500,
);
