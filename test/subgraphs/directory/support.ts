import type { Policy } from '../../../policy/policy.js';
import { directory } from '../../../subgraphs/directory/index.js';
import type { Asker } from '../askers.js';
import { openSource } from '../openSource.js';

/** The directory over a database of its own; by default an analyst of NL-CUSTOMS asks, for CUSTOMS_CONTROL, under no case. */
export async function openDirectory(policy?: Policy) {
  const { ask, database } = await openSource(directory, policy && { policy });
  const writer = await database.connect(database.ingestUrl);
  return {
    /** Writes as ingest does. */
    write: (text: string, values: unknown[] = []) => writer.query(text, values),
    ask: (query: string, variables: Record<string, unknown> = {}, asking: Partial<Asker> = {}) =>
      ask({ agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL', caseReference: null, ...asking }, query, variables),
  };
}
