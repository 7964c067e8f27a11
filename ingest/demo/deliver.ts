import { createHash } from 'node:crypto';
import { toMemoryFile } from '../input/memoryFile.js';
import { carryOut } from '../pipeline.js';
import type { SourceRecord } from '../records/record.js';
import type { Deployment } from '../run/delivery.js';
import type { RecordRun } from '../run/recordedRun.js';
import type { IngestResult } from '../run/result.js';
import { toSettled } from '../settle.js';

/** Invented records of one source, which no file holds; each states its own agency. */
export interface InventedRecords {
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** What their provenance names as their format; `demo` where absent. */
  readonly format?: string;
  /** What their provenance names as their file. */
  readonly name: string;
  readonly records: readonly SourceRecord[];
}

/** Why no entry: the command that invents records has logged that before. */
const recordedBefore: RecordRun = { look: async () => undefined, change: (_, work) => work() };

/**
 * Ingests invented records as any other delivery: staged, counted, published; a run that was stopped goes on.
 *
 * @throws INGEST_ROLLED_BACK where one of them may not be stored: then none is
 */
export async function deliverInvented(
  { source, format = 'demo', name, records }: InventedRecords,
  deployment: Deployment,
): Promise<IngestResult> {
  const delivery = {
    format: {
      name: format,
      kinds: [...new Set(records.map(({ kind }) => kind))],
      read: async function* () {
        yield* records;
      },
    },
    source,
    originator: '',
    envelope: {},
    stated: {},
    files: [toMemoryFile(name, Buffer.from(name))],
    limits: { maxBadPercent: 0 },
    version: '1',
    sequence: null,
  };
  const content = createHash('sha256').update(JSON.stringify(records)).digest('hex');
  const manner = { operator: 'portcullis', record: recordedBefore };
  return await carryOut(toSettled(delivery, content), deployment, manner, Date.now());
}
