import type { WritableDatabase } from '../../storage/types.js';

/** Sources of the scenario in the order in which they are delivered: those that others point at come first. */
export const demoSources = ['demo-persons', 'demo-cargo', 'ens', 'demo-seizures', 'demo-incidents'];

/** True where nothing was ever ingested, or where the demonstration was begun and is not whole. */
export async function wantsDemo(ingest: WritableDatabase): Promise<boolean> {
  // Why demo: versions before wrote one run of that name for all of its sources, done once it was finished.
  const settled = await ingest.exec(
    `select from ingest.run where originator <> ''
       or format in ('demo', $1) and state = 'DONE' and finished_at is not null limit 1`,
    [demoSources.at(-1)],
  );
  return settled.length === 0;
}
