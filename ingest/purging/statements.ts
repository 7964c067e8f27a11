import { envelopeTable } from '../../storage/envelopeKey.js';
import { quoteTable } from '../../storage/pool/quote.js';
import type { RecordSource } from '../records/record.js';

/*
 * Statements that delete what has expired by $1. Each checks that again itself: what was made to last longer since it was
 * counted stays.
 */

/**
 * For each record with a version that has expired, history or live, the last such version. All up to it are due: an
 * earlier statement of a record does not outlive a later one.
 *
 * @param which further condition, on columns that history and provenance share
 */
export function dueVersions(keptIn: RecordSource, which = 'true'): string {
  return `select record_table, record_id, max(version) as version from (
      select record_table, record_id, version from ${keptIn}.history where expires_at <= $1::timestamptz and ${which}
      union all
      select record_table, record_id, version from ${keptIn}.provenance p where expires_at <= $1::timestamptz and ${which}
        and exists (select from ${keptIn}.history h where h.record_table = p.record_table and h.record_id = p.record_id)
    ) expired group by 1, 2`;
}

/** Keys of the next expired records of a table after $4: $2 source, $3 originator, $5 how many. */
export function nextExpired(table: string): string {
  return `select id from ${quoteTable(table)} where expires_at <= $1::timestamptz and source = $2 and originator = $3
    and id > $4 order by id limit $5`;
}

/** Deletes records, their children with them. $2 their keys. */
export function deleteRecords(table: string): string {
  return `delete from ${quoteTable(table)} where id = any($2) and expires_at <= $1::timestamptz returning id`;
}

/** Deletes all earlier versions of records. $1 table, $2 their keys. */
export function deleteVersions(keptIn: RecordSource): string {
  return `delete from ${keptIn}.history where record_table = $1 and record_id = any($2) returning version`;
}

/** Deletes the provenance of records, with their text. $1 table, $2 their keys. */
export function deleteProvenance(keptIn: RecordSource): string {
  return `delete from ${keptIn}.provenance where record_table = $1 and record_id = any($2)`;
}

/**
 * Deletes the due versions of the next $3 records of the source $2. Whole records at once: a version that is due by a later
 * one must not be left behind without it.
 */
export function deleteDueVersions(keptIn: RecordSource): string {
  return `with due as (${dueVersions(keptIn, 'source = $2')} order by 1, 2 limit $3)
    delete from ${keptIn}.history h using due d where h.record_table = d.record_table and h.record_id = d.record_id
      and h.version <= d.version returning h.version`;
}

/** Deletes the next $2 rows that the run $1 staged. */
export function deleteStaged(keptIn: RecordSource): string {
  return `delete from ${keptIn}.staged where (run_id, seq, part) in (
    select run_id, seq, part from ${keptIn}.staged where run_id = $1 order by seq, part limit $2) returning seq`;
}

/** Deletes the envelopes that no record of these tables names. */
export function deleteEnvelopes(keptIn: RecordSource, tables: readonly string[]): string {
  const named = tables.map((table) => `exists (select from ${quoteTable(table)} where envelope_key = e.key)`);
  return `delete from ${envelopeTable(keptIn)} e where not (${named.join(' or ')})`;
}
