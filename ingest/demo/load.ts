// SPDX-License-Identifier: Apache-2.0
import type { Policy } from '../../policy/policy.js';
import { type RecordKind, recordSources } from '../records/record.js';
import { findDefect } from '../records/validate.js';
import { assertOriginates } from '../rows/envelope.js';
import { type IngestDatabases, openWriter } from '../rows/writer.js';
import { tellSubjects } from '../subjects/tellSubjects.js';
import { type DemoSize, demoSeed, demoSize, generateDemo } from './generate.js';
import { createDemoProvenance } from './provenance.js';

export interface DemoOptions {
  readonly databases: Omit<IngestDatabases, 'ingest'>;
  /** Only `link` is used. */
  readonly keys: { readonly link: Uint8Array };
  readonly policy: Policy;
  readonly seed?: string;
  readonly size?: DemoSize;
  /** Told of each hundred records. */
  readonly progress?: (done: number, total: number) => void;
}

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
 * Loads the demonstration scenario. Idempotent: a second time, or after being killed, it completes what is missing.
 *
 * @throws Error where the scenario itself is wrong: a record that cannot be stored, or whose originator may not enter it
 */
export async function loadDemo(options: DemoOptions): Promise<DemoResult> {
  const { databases, policy, progress } = options;
  const started = Date.now();
  const seed = options.seed ?? demoSeed;
  const records = generateDemo(policy, seed, options.size ?? demoSize);
  const writer = openWriter({
    databases,
    policy,
    linkKey: options.keys.link,
    statement: {},
    sourceOf: demoSource,
    onWritten: createDemoProvenance(seed),
    onRefused: async (record, field, reason) => {
      throw new Error(`demonstration record ${record.sourceRef} was refused: ${reason}${field ? ` at ${field}` : ''}`);
    },
  });
  for (const [index, record] of records.entries()) {
    const defect = findDefect(record);
    if (defect) throw new Error(`demonstration record ${record.sourceRef}: ${defect.field} ${defect.reason}`);
    assertOriginates(policy, record.envelope?.originator ?? '', demoSource(record.kind));
    await writer.add(record);
    if ((index + 1) % 100 === 0) progress?.(index + 1, records.length);
  }
  const counts = await writer.close();
  await tellSubjects({ databases, policy });
  progress?.(records.length, records.length);
  return { read: records.length, ...counts, seconds: (Date.now() - started) / 1000 };
}
