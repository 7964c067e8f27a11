// SPDX-License-Identifier: Apache-2.0
import { amend } from '../amend.js';
import { recordTables } from '../items.js';
import { recordSources, type SourceRecord } from '../record.js';
import type { IngestDatabases } from '../writer.js';
import { unpackContent } from './content.js';

/**
 * Builds the function that completes records that a delta states in part, from what is stored of them.
 *
 * @remarks One statement a record; only deltas have such records. What the delivery itself has staged is not seen: keys
 *   are unique within one.
 * @param source value of the envelope's `source`
 */
export function createCompletion(
  databases: IngestDatabases,
  source: string,
): (record: SourceRecord) => Promise<SourceRecord> {
  return async (record) => {
    const keptIn = recordSources[record.kind];
    const rows = await databases[keptIn].exec<{ content: Buffer }>(
      `select content from ${keptIn}.provenance where record_table = $1 and source = $2 and source_ref = $3`,
      [recordTables[record.kind], source, record.sourceRef],
    );
    return amend(rows[0] ? unpackContent(rows[0].content).record : null, record);
  };
}
