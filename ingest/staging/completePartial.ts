import { type SourceContent, unpackContent } from '../../storage/sourceContent.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordKind, recordSources, recordTables, type SourceRecord, type Withdrawal } from '../records/record.js';
import { amend } from '../rows/amend.js';
import type { Statement } from '../rows/rows.js';

/** Completes what a delta states in part from what is stored. */
export interface Completion {
  /** The record, with the entries of its lists that the delta does not mention. */
  complete(record: SourceRecord): Promise<SourceRecord>;
  /** The records that lose an entry with the deleted key, without it; those that the delta states itself are left to it. */
  withoutEntry(withdrawal: Withdrawal): Promise<SourceRecord[]>;
}

/** Kinds of record whose tables have `part_refs`. */
const kindsWithParts = [
  'person',
  'organization',
  'vesselRecord',
  'aircraftRecord',
] as const satisfies readonly RecordKind[];

/**
 * Opens the completion of one delivery.
 *
 * @remarks One statement a record and up to eight a deletion; only deltas need them. What the delivery itself has staged is
 *   not seen: keys are unique within one.
 * @param source value of the envelope's `source`
 * @param originator agency that the run is for: nobody else's record is read
 */
export function openCompletion(databases: IngestDatabases, source: string, originator: string): Completion {
  const findContent = async (kind: RecordKind, sourceRef: string): Promise<SourceContent<Statement> | null> => {
    const keptIn = recordSources[kind];
    const rows = await databases[keptIn].exec<{ content: Buffer }>(
      `select content from ${keptIn}.provenance where record_table = $1 and source = $2 and source_ref = $3
         and originator = $4`,
      [recordTables[kind], source, sourceRef, originator],
    );
    return rows[0] ? unpackContent<Statement>(rows[0].content) : null;
  };
  return {
    complete: async (record) => amend((await findContent(record.kind, record.sourceRef))?.record ?? null, record),
    withoutEntry: async ({ sourceRef, partial, origin, raw }) => {
      const records: SourceRecord[] = [];
      for (const kind of partial ? kindsWithParts : []) {
        const owners = await databases[recordSources[kind]].exec<{ source_ref: string }>(
          `select source_ref from ${recordTables[kind]} where part_refs @> array[$2::text] and source = $1
             and originator = $3 order by id`,
          [source, sourceRef, originator],
        );
        for (const { source_ref: owner } of owners) {
          const content = partial?.isStated?.(owner) ? null : await findContent(kind, owner);
          if (content?.record == null || partial === undefined) continue;
          const texts = [content.raw, raw].filter((text) => text != null).join('\n');
          const stated = { ...content.record, partial, raw: texts, ...(origin ? { origin } : {}) } as SourceRecord;
          records.push(amend(content.record, stated));
        }
      }
      return records;
    },
  };
}
