// SPDX-License-Identifier: Apache-2.0
import type { Policy } from '../policy/policy.js';
import { newId } from '../storage/ref.js';
import { type EnvelopeOptions, resolveEnvelope } from './envelope.js';
import type { Format } from './formats/format.js';
import { openFiles } from './input/openFiles.js';
import { openQuarantine } from './quarantine.js';
import type { Reject, SourceRecord } from './record.js';
import { findDefect } from './validate.js';
import { type IngestDatabases, openWriter } from './writer.js';

/** One delivery to be ingested. */
export interface IngestRun {
  readonly format: Format;
  /** Paths of the delivery's files, in any order. */
  readonly files: readonly string[];
  readonly envelope: EnvelopeOptions;
  readonly databases: IngestDatabases;
  /** The deployment's link key; see storage/keys.ts. */
  readonly linkKey: Uint8Array;
  readonly policy: Policy;
  /** Told after each batch. */
  readonly onProgress?: (progress: IngestProgress) => void;
}

/** How far a run is. */
export interface IngestProgress {
  readonly read: number;
  /** Bytes of all files read so far. */
  readonly bytes: number;
}

/** What a run did. `read` = `stored` + `unchanged` + `quarantined`. */
export interface IngestResult {
  readonly run: string;
  readonly format: string;
  readonly originator: string;
  /** Records and defects met. */
  readonly read: number;
  /** New or changed. */
  readonly stored: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly seconds: number;
}

/**
 * Ingests one delivery.
 *
 * 1. The envelope of the run is settled; an originator that may not enter this source is refused before a file is read.
 * 2. The format yields records and rejects, streamed.
 * 3. Each record is checked, and gets its references, categories and content hash.
 * 4. Batches go to the sources, each in one transaction; a record that its database refuses is left out of it.
 * 5. Rejects go into quarantine. The run's own row closes with the counts.
 *
 * Invariant: every step may be repeated. A run that is killed at any moment leaves whole batches; the same delivery
 * again leads to the same end.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN before anything is written; SOURCE_UNAVAILABLE where a source cannot be written
 */
export async function ingest(run: IngestRun): Promise<IngestResult> {
  const { format, databases, policy } = run;
  const statement = resolveEnvelope(policy, format.name, format.envelope, run.envelope);
  const { originator } = run.envelope;
  const started = new Date();
  const runId = newId('run');
  await databases.ingest.exec(
    'insert into ingest.run (id, format, originator, files, started_at) values ($1, $2, $3, $4, $5)',
    [runId, format.name, originator, run.files.map((file) => file.replace(/^.*[/\\]/, '')), started.toISOString()],
  );
  const quarantine = openQuarantine(databases.ingest, {
    runId,
    originator,
    format: format.name,
    now: started.toISOString(),
  });
  const writer = openWriter({
    databases,
    policy,
    linkKey: run.linkKey,
    statement,
    sourceOf: () => format.name,
    onRefused: (record, field, reason) => quarantine.add(toReject(record, field, reason)),
  });

  let read = 0;
  let bytes = 0;
  const progress = (): void => run.onProgress?.({ read, bytes });
  const files = await openFiles(run.files, (more) => {
    bytes += more;
  });
  for await (const item of format.read({ files, unmapped: () => {} })) {
    if (item.kind === 'withdrawal') continue;
    read += 1;
    if (item.kind === 'reject') await quarantine.add(item);
    else {
      const defect = findDefect(item);
      if (defect) await quarantine.add(toReject(item, defect.field, defect.reason));
      else await writer.add(item);
    }
    if (read % 500 === 0) progress();
  }
  const { stored, unchanged } = await writer.close();
  await quarantine.flush();
  progress();
  const result = { read, stored, unchanged, quarantined: quarantine.count };
  await databases.ingest.exec(
    `update ingest.run set finished_at = $2, read = $3, stored = $4, unchanged = $5, quarantined = $6 where id = $1`,
    [runId, new Date().toISOString(), read, stored, unchanged, quarantine.count],
  );
  const seconds = Math.round(Date.now() - started.getTime()) / 1000;
  return { run: runId, format: format.name, originator, ...result, seconds };
}

/** A record that was read but may not be stored, as a reject; its text is the record as it was understood. */
function toReject(record: SourceRecord, field: string | undefined, reason: string): Reject {
  const { origin, ...rest } = record;
  return {
    kind: 'reject',
    file: origin?.file ?? '',
    line: origin?.line ?? 0,
    ...(field === undefined ? {} : { field }),
    reason,
    raw: JSON.stringify(rest),
  };
}
