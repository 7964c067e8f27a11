import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../../cli/config.js';
import { workerSettings } from '../../../cli/workers/workerSettings.js';

const { settings } = readSettings({ objectsPerMinute: 1_000, lookupsPerHour: 601, sourceConcurrency: 100 }, {});
const own = { isEmbedded: false };

describe('the settings of one worker', () => {
  test('hold its share of what one viewer may take, never zero where something is allowed', () => {
    expect(workerSettings(settings, { of: 4 }, own)).toMatchObject({ objectsPerMinute: 250, lookupsPerHour: 151 });
    const scarce = { ...settings, objectsPerMinute: 2 };
    expect(workerSettings(scarce, { of: 4 }, own).objectsPerMinute).toBe(1);
    expect(workerSettings({ ...settings, objectsPerMinute: 0 }, { of: 4 }, own).objectsPerMinute).toBe(0);
  });

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
    const { objectsPerMinute, lookupsPerHour, sourceConcurrency, ...rest } = workerSettings(settings, { of: 1 }, own);
    expect([objectsPerMinute, lookupsPerHour, sourceConcurrency]).toEqual([1_000, 601, 100]);
    expect(settings).toMatchObject(rest);
  });
});
