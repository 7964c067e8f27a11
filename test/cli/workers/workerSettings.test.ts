import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../../cli/config.js';
import { workerSettings } from '../../../cli/workers/workerSettings.js';

const { settings } = readSettings({ sourceConcurrency: 100 }, {});
const own = { isEmbedded: false };

describe('the settings of one worker', () => {
  test('hold its share of what a source is asked at once', () => {
    expect(workerSettings(settings, { of: 8 }, own).sourceConcurrency).toBe(13);
  });

  test('keep all workers and a successor within the connections of the embedded database', () => {
    for (const count of [1, 2, 4, 8, 16, 24]) {
      const { sourceConnections } = workerSettings(settings, { of: count }, { isEmbedded: true });
      expect(sourceConnections).toBeGreaterThan(0);
      expect(sourceConnections * 7 * (count + 1)).toBeLessThanOrEqual(180);
    }
    expect(workerSettings(settings, { of: 16 }, own).sourceConnections).toBe(4);
  });

  test('are otherwise those of the operator', () => {
    const { sourceConcurrency, ...rest } = workerSettings(settings, { of: 1 }, own);
    expect(sourceConcurrency).toBe(100);
    expect(settings).toMatchObject(rest);
  });
});
