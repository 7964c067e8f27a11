// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { quoteTable } from '../../storage/pool/insertRows.js';
import { noContent, packContent } from '../../storage/sourceContent.js';
import { termsText } from '../../storage/sql.js';
import { withoutProvenance } from '../rows/rows.js';
import type { Written } from '../rows/writer.js';

/** Run under which the scenario's records are kept. */
export const demoRun = 'run_demo';

/**
 * Builds what writes where records of the scenario come from, as a run of ingest does: the seed in the place of a file, the
 * number of the record in that of a line. May be repeated.
 */
export function createDemoProvenance(seed: string): (written: Written) => Promise<void> {
  const sha256 = createHash('sha256').update(seed).digest('hex');
  const at = new Date().toISOString();
  return async ({ database, table, rows }) => {
    const [schema = ''] = table.split('.');
    await database.exec(statement(schema, table), [
      table,
      rows.map(({ row }) => row.columns.source),
      rows.map(({ row }) => row.columns.source_ref),
      rows.map(({ number }) => number),
      rows.map(({ record, counts }) => JSON.stringify(counts ? (record.qualityFlags ?? []) : [])),
      rows.map(({ record, counts }) =>
        counts ? packContent({ raw: null, record: withoutProvenance(record) }) : noContent,
      ),
      ...[demoRun, seed, sha256, at],
    ]);
  };
}

function statement(schema: string, table: string): string {
  return `insert into ${schema}.provenance (record_table, record_id, source, source_ref, originator, version, run_id, format,
      format_version, file_name, file_sha256, line, quality_flags, content_hash, content, expires_at, recorded_at, terms)
    select $1, t.id, t.source, t.source_ref, t.originator, 1, $7, 'demo', '1', $8, $9, k.line,
      array(select jsonb_array_elements_text(k.flags::jsonb)), t.content_hash, k.content, t.expires_at, $10::timestamptz,
      ${termsText('t')}
    from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::bytea[]) k (source, source_ref, line, flags, content)
    join ${quoteTable(table)} t on t.source = k.source and t.source_ref = k.source_ref
    on conflict (record_table, record_id) do nothing`;
}
