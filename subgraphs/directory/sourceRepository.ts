// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { EnvelopeRow, SourceSession } from '../kit/types.js';
import { envelope } from '../kit/wall/envelope.js';

/** `directory.loaded_source_record`: a feed of one originator, as its last published run left it. */
export interface LoadedSourceRow extends EnvelopeRow {
  readonly format: string;
  readonly format_version: string;
  readonly files: readonly string[];
  readonly file_hashes: readonly string[];
  readonly run_id: string;
  readonly loaded_at: Date;
  readonly records: number;
  readonly quarantined: number;
  readonly withdrawn: number;
  readonly unmapped: number;
  readonly sequence: string | null;
  readonly feed: string;
}

/** The feeds that this viewer may know of, by feed and originator. One statement. */
export async function visibleSources(session: SourceSession): Promise<readonly LoadedSourceRow[]> {
  return session.db.rows(sql<LoadedSourceRow>`
    select r.id, r.ref, r.source as feed, r.format, r.format_version, r.files, r.file_hashes, r.run_id, r.loaded_at,
      r.records::float8 as records, r.quarantined::float8 as quarantined, r.withdrawn::float8 as withdrawn, r.unmapped,
      r.sequence, ${envelope('r')}
    from directory.loaded_source_record r
    where ${session.wall('LoadedSource').visible} order by r.source, r.originator`);
}
