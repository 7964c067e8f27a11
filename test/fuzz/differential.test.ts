import { expect, test } from '@jest/globals';
import { type Differential, openDifferential } from './differential.js';
import { fuzz } from './fuzz.js';
import { printTest } from './printTest.js';
import { supergraphNames } from './supergraphs.js';

test('200 random operations get the same answers, errors and no more fetches than from the gateway of Apollo', async () => {
  const differentials: Differential[] = [];
  for (const name of supergraphNames) differentials.push(await openDifferential(name));
  const tally = await fuzz({ seed: 20_260_101, count: 200, differentials, mostFindings: 2 });
  // What is printed here can be pasted into regressions.test.ts.
  const printed = tally.findings.map(({ fuzzCase, failures }) => printTest(fuzzCase, failures));
  expect(printed.join('\n')).toBe('');
  expect(tally).toMatchObject({ cases: 200, failed: 0 });
  expect(tally.hostile).toBeGreaterThan(20);
}, 600_000);
