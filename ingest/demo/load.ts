import { type RecordKind, recordSources, type SourceRecord } from '../records/record.js';
import type { Deployment } from '../run/delivery.js';
import { declared, readDeclaration } from './declaration.js';
import { deliverInvented } from './deliver.js';
import { type DemoSize, demoSize, generateDemo } from './generate.js';
import { demoSeed } from './seed.js';
import { demoSources } from './wanted.js';

/** Where the demonstration is loaded, from which seed, and its size. */
export interface DemoOptions extends Deployment {
  readonly seed?: string;
  readonly size?: DemoSize;
}

/** Counts of records, over all sources. */
export interface DemoResult {
  readonly read: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly seconds: number;
}

/** Envelope `source` of the scenario's records, e.g. `demo-cargo`. */
export function demoSource(kind: RecordKind): string {
  return `demo-${recordSources[kind]}`;
}

/**
 * Loads the demonstration scenario, a delivery for each of its sources. Idempotent: a second time, or after a kill, it
 * completes what is missing.
 *
 * @throws INGEST_ROLLED_BACK where the scenario itself is wrong: a record that cannot be stored, or whose originator may
 *   not enter it
 */
export async function loadDemo(options: DemoOptions): Promise<DemoResult> {
  const { policy, seed = demoSeed, size = demoSize } = options;
  const scenario = generateDemo(policy, seed, size).map((record, index): SourceRecord => {
    return { ...record, origin: { file: seed, line: index + 1 } };
  });
  const result = { read: 0, stored: 0, unchanged: 0, seconds: 0 };
  for (const source of demoSources) {
    const records = scenario.filter(({ kind }) => demoSource(kind) === source);
    const delivered = await (source === declared
      ? deliverInvented(await readDeclaration(), options)
      : deliverInvented({ source, name: seed, records }, options));
    result.read += delivered.read;
    result.stored += delivered.stored;
    result.unchanged += delivered.unchanged;
    result.seconds += delivered.seconds;
  }
  return result;
}
