import { describe, expect, test } from '@jest/globals';
import { doubtOf } from '../../../cli/ingest/envelopeOptions.js';

describe('switches that state the envelope', () => {
  test('say of H2 that nobody learns of the records, unless it is said who may', () => {
    expect(doubtOf({ handling: ['H1', 'H2'] })).toMatch(/^H2 without --hit-to/);
    expect(doubtOf({ handling: ['H2'], hitTo: ['kind:FIU'] })).toBeNull();
    expect(doubtOf({ handling: ['H1'] })).toBeNull();
    expect(doubtOf({})).toBeNull();
  });
});
