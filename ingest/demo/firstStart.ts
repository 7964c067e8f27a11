// SPDX-License-Identifier: Apache-2.0
import type { WritableDatabase } from '../../storage/types.js';
import type { DemoResult } from './load.js';
import { demoRun as runId } from './provenance.js';

/** True where nothing was ever ingested, or where the demonstration was begun and never finished. */
export async function wantsDemo(ingest: WritableDatabase): Promise<boolean> {
  const settled = await ingest.exec('select from ingest.run where id <> $1 or finished_at is not null limit 1', [
    runId,
  ]);
  return settled.length === 0;
}

/**
 * Loads the demonstration and writes the run down, of no agency since it is no delivery, so that a load
 * that was killed is completed at the next start.
 */
export async function loadOnce(ingest: WritableDatabase, load: () => Promise<DemoResult>): Promise<DemoResult> {
  await ingest.exec(
    `insert into ingest.run (id, format, originator, files, started_at) values ($1, 'demo', '', '{}', $2)
     on conflict (id) do nothing`,
    [runId, new Date().toISOString()],
  );
  const result = await load();
  await ingest.exec('update ingest.run set finished_at = $2, read = $3, stored = $4, unchanged = $5 where id = $1', [
    runId,
    new Date().toISOString(),
    result.read,
    result.stored,
    result.unchanged,
  ]);
  return result;
}
