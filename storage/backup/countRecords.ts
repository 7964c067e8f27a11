import { records } from '../../schema/records/index.js';
import { type RecordSourceName, recordSourceNames, type SourceName } from '../../schema/sources.js';
import { withAdmin } from '../roles.js';

/** How many runs took records in. */
export async function countPublished(url: string): Promise<number> {
  const { rows } = await withAdmin(url, (reader) =>
    reader.query<{ count: string }>(`select count(*) as count from ingest.run where state = 'DONE' and stored > 0`),
  );
  return Number(rows[0]?.count);
}

/** How many records each source has, read by the source's own login. */
export async function countRecords(
  url: (source: SourceName) => string,
): Promise<Readonly<Record<RecordSourceName, number>>> {
  const counts = await Promise.all(
    recordSourceNames.map(async (source) => {
      const tables = Object.values(records).filter((record) => record.source === source);
      const sum = tables.map(({ table }) => `(select count(*) from ${source}.${table})`).join(' + ');
      const { rows } = await withAdmin(url(source), (reader) =>
        reader.query<{ count: string }>(`select ${sum} as count`),
      );
      return [source, Number(rows[0]?.count)] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<RecordSourceName, number>;
}
