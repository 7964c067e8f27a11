import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nothingRecorded, openRecorder, type Recorder } from './recorder.js';

/** Of each deployment; `npm run fuzz -- recorder` asks more. */
const OPERATIONS = 24;

describe.each([
  ['together', false],
  ['apart', true],
] as const)('the log of a deployment with its sources %s', (name, apart) => {
  let recorder: Recorder;
  beforeAll(async () => {
    recorder = await openRecorder(apart);
  });
  afterAll(() => recorder?.close());

  test('names everybody whom random answers told of, at both doors', async () => {
    const recorded = nothingRecorded();
    const start = name === 'together' ? 1 : 1_001;
    for (let seed = start; seed < start + OPERATIONS; seed += 1) await recorder.record(seed, recorded);
    expect(recorded.differences).toEqual([]);
    expect(recorded.passedOver).toBeLessThan(recorded.operations / 2);
    expect(recorded.expected).toBeGreaterThan(OPERATIONS * 5);
  });
});
