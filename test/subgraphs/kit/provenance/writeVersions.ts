import { packContent } from '../../../../storage/sourceContent.js';
import { termsText } from '../../../../storage/sql.js';
import type { WritableDatabase } from '../../../../storage/types.js';

/**
 * Writes provenance for the records of a table that came without: three versions of each, of which two are earlier. The
 * first was limited to criminal investigations.
 */
export async function writeVersions(database: WritableDatabase, table: string): Promise<void> {
  const [schema] = table.split('.');
  const present = termsText('t');
  const limited = present.replace('cast("t"."purpose_limits" as text)', `'{CRIMINAL_INVESTIGATION}'`);
  if (limited === present) throw new Error('no purpose limits in the terms');
  const columns = [
    ...['record_table', 'record_id', 'source', 'source_ref', 'originator', 'version', 'run_id', 'format'],
    ...[
      'format_version',
      'file_name',
      'file_sha256',
      'line',
      'content_hash',
      'content',
      'recorded_at',
      'quality_flags',
      'terms',
    ],
  ].join(', ');
  const values = (version: number, terms: string) => `$1, t.id, t.source, t.source_ref, t.originator, ${version},
    'run_${version}', 'demo', '${version}', 'demo-${version}.json', 'ab', 7, 'h${version}', $2::bytea,
    timestamptz '2026-01-0${version} 00:00Z', '{SPECIMEN}'::text[], ${terms}`;
  const content = (name: string) => packContent({ raw: `<${name}>`, record: { kind: 'consignment', name } });
  await database.exec(
    `insert into ${schema}.provenance (${columns}) select ${values(3, present)} from ${table} t on conflict do nothing`,
    [table, content('third')],
  );
  for (const [version, terms, name] of [
    [1, limited, 'first'],
    [2, present, 'second'],
  ] as const) {
    await database.exec(
      `insert into ${schema}.history (${columns}, ended_at, ended_by_run, ending)
       select ${values(version, terms)}, timestamptz '2026-01-0${version + 1} 00:00Z', 'run_${version + 1}', 'CHANGED'
       from ${table} t on conflict do nothing`,
      [table, content(name)],
    );
  }
}
