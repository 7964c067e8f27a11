import { describe, expect, test } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import type { RecordKind } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';

/** The group of categories that the data of each kind of record belongs to first of all. */
const groupOfKind: Readonly<Record<RecordKind, string | null>> = {
  consignment: 'cargo',
  person: 'persons',
  organization: 'organizations',
  vesselRecord: 'vessels',
  aircraftRecord: 'aircraft',
  relation: 'persons',
  interest: 'persons',
  seizure: 'seizures',
  seizureStatistic: 'seizures',
  incident: 'incidents',
  jointOperation: 'operations',
  code: null,
};
const { sources } = loadPolicy();

describe('what policy says that a source holds', () => {
  test.each(
    [...formats.values()]
      .filter(({ name }) => sources[name] !== undefined)
      .map(({ name, kinds }) => [name, kinds] as const),
  )('is what the format %s brings, so that nobody loses sight of its own', (name, kinds) => {
    const brought = kinds.flatMap((kind) => groupOfKind[kind] ?? []);
    expect([...(sources[name] ?? [])].sort()).toEqual([...new Set(brought)].sort());
  });
});
