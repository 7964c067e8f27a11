import type { Act } from '../../storage/acts/act.js';
import type { IngestDatabases } from '../databases.js';

/**
 * Whether a restored database is later than what a run took away: the run was given up, or another of its source has published
 * since it began. Either the database shows what the run took away already, or it never came to be.
 */
export async function isOvertaken(
  { ingest }: IngestDatabases,
  { source, run, at }: Extract<Act, { readonly run: string }>,
): Promise<boolean> {
  const rows = await ingest.exec(
    `select from ingest.run where (id = $1 and state = 'ROLLED_BACK')
       or (format = $2 and id <> $1 and publishing_at >= $3::timestamptz) limit 1`,
    [run, source, at],
  );
  return rows.length > 0;
}
