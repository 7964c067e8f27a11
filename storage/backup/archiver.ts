import { withAdmin } from '../roles.js';

/** How a server archives its write-ahead log. */
export interface ArchiverState {
  /** False for a server that was started without an archive, or by a restore. */
  readonly isOn: boolean;
  /** True if the last attempt failed. */
  readonly isFailing: boolean;
  /** Segments that wait for the archive, in bytes: they stay in the data directory until then. */
  readonly waitingBytes: number;
}

/** Reads it; one statement on a connection of its own. */
export async function readArchiver(adminUrl: string): Promise<ArchiverState> {
  const { rows } = await withAdmin(adminUrl, (admin) =>
    admin.query<ArchiverState & { readonly waitingBytes: string }>(`
      select current_setting('archive_command') not in ('', '(disabled)') as "isOn",
        coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as "isFailing",
        (select count(*) from pg_ls_archive_statusdir() where name like '%.ready')
          * (select setting::bigint from pg_settings where name = 'wal_segment_size') as "waitingBytes"
      from pg_stat_archiver`),
  );
  const [state] = rows as [(typeof rows)[number]];
  return { ...state, waitingBytes: Number(state.waitingBytes) };
}
