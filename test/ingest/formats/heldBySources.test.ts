import { describe, expect, test } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import type { RecordKind } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readAccess } from '../../../schema/access.js';
import { columnsOf } from '../../../schema/records/description/columns.js';
import { records } from '../../../schema/records/index.js';
import { readSourceSdl } from '../../../schema/sourceSdl.js';

/** The group of categories that the data of each kind of record belongs to first of all; null for what is public. */
function groupOf(kind: RecordKind): string | null {
  const { source, type, fields } = records[kind];
  const shown = columnsOf(fields).find(({ node }) => node !== null)?.node?.[0];
  const category = readAccess(readSourceSdl(source)).of(`${type}.${shown}`)?.category ?? '';
  return category === 'public' ? null : (category.split('.')[0] ?? null);
}
const { sources } = loadPolicy();

describe('what policy says that a source holds', () => {
  test.each(
    [...formats.values()]
      .filter(({ name }) => sources[name] !== undefined)
      .map(({ name, kinds }) => [name, kinds] as const),
  )('is what the format %s brings, so that nobody loses sight of its own', (name, kinds) => {
    const brought = kinds.flatMap((kind) => groupOf(kind) ?? []);
    expect([...(sources[name] ?? [])].sort()).toEqual([...new Set(brought)].sort());
  });
});
