import { expect, it } from '@jest/globals';
import { describe as describeProgress } from '../../../cli/ingest/ingestMeter.js';

const progress = { phase: 'READING', done: 1000, doneBefore: 0, bytesBefore: 0, quarantined: 2 } as const;

it('says how fast a run is, and how long it takes', () => {
  expect(describeProgress({ ...progress, bytes: 25e6, totalBytes: 100e6 }, 10_000)).toBe(
    'read 1000 records, 25 %, 25 MB, 100 records/s, 2 quarantined, 30 s left',
  );
});

it('measures a run that went on by what it has read itself', () => {
  const resumed = { ...progress, done: 91_000, doneBefore: 90_000, bytes: 91e6, bytesBefore: 90e6, totalBytes: 100e6 };
  expect(describeProgress(resumed, 10_000)).toBe(
    'read 91000 records, 91 %, 91 MB, 100 records/s, 2 quarantined, 90 s left',
  );
});
