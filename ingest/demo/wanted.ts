import type { WritableDatabase } from '../../storage/types.js';

/** Sources of the scenario in the order of their deliveries: those that others refer to come first. */
export const demoSources = ['demo-persons', 'demo-cargo', 'ens', 'demo-seizures', 'demo-incidents'];

/** True where nothing was ever ingested, or where the demonstration was begun and is not complete. */
export async function wantsDemo(ingest: WritableDatabase): Promise<boolean> {
  const settled = await ingest.exec(
    `select from ingest.run where originator <> ''
       or format = $1 and state = 'DONE' limit 1`,
    [demoSources.at(-1)],
  );
  return settled.length === 0;
}
