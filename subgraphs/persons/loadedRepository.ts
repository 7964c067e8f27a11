import { sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import type { EnvelopeRow } from '../kit/rows.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { statedEnvelope } from '../kit/wall/envelope.js';

/** `persons.loaded_source_record`: one originator's feed, as its last published run left it. */
export interface LoadedRow extends EnvelopeRow {
  readonly feed: string;
  readonly format: string;
  readonly format_version: string;
  readonly file_hashes: readonly string[];
  readonly loaded_at: Date;
  readonly records: number;
  readonly sequence: string | null;
}

/** The feeds that this viewer may know of, by feed and originator. One statement. */
export function visibleLists(session: SourceSession): Promise<readonly LoadedRow[]> {
  const statement = session.kept(visibleLists, '', () =>
    compileStatement(sql<LoadedRow>`
      select r.id, r.ref, r.source as feed, r.format, r.format_version, r.file_hashes, r.loaded_at,
        r.records::float8 as records, r.sequence, ${statedEnvelope('r')}
      from persons.loaded_source_record r
      where ${session.wall('SearchedList').visible} order by r.source, r.originator`),
  );
  return session.db.rows(statement);
}
