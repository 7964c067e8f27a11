import type { WritableDatabase } from '../../storage/types.js';
import type { EnvelopeStatement } from '../records/base.js';
import { sourcesOf } from '../records/record.js';
import { type FeedRecords, feedEnvelope } from './feedEnvelope.js';

/** A run whose records are shown now. */
export interface PublishedRun extends FeedRecords {
  readonly runId: string;
  readonly format: string;
  /** Records that the run took back. */
  readonly withdrawn: number;
}

/** Sources that keep a line of what is loaded: the directory of every feed, the persons of their own, in which names are searched. */
function keepersOf({ kinds, databases }: PublishedRun): readonly Keeper[] {
  const directory = { schema: 'directory', database: databases.directory };
  return sourcesOf(kinds).includes('persons')
    ? [directory, { schema: 'persons', database: databases.persons }]
    : [directory];
}

interface Keeper {
  readonly schema: string;
  readonly database: WritableDatabase;
}

/**
 * Writes what viewers may know of a feed: its files, its version, and how many records of it are shown and in quarantine
 * now, under the strictest envelope of those records. May be repeated; one row a source and originator, that of the last
 * run.
 */
export async function writeLoadedSource(run: PublishedRun): Promise<void> {
  // Why long: one statement, with its columns and their values.
  const { databases, source, originator } = run;
  const [facts] = await databases.ingest.exec<RunFacts>(
    `select format_version, files, file_hashes, sequence, envelope,
       (select count(*)::int from jsonb_object_keys(unmapped)) as unmapped,
       (select count(*)::int from ingest.quarantine q
        where q.format = $2 and q.originator = $3 and q.state = 'OPEN') as quarantined
     from ingest.run where id = $1`,
    [run.runId, source, originator],
  );
  if (!facts) throw new TypeError('a run that was never begun');
  const lent = await feedEnvelope(run, facts.envelope ?? {});
  const loadedAt = new Date().toISOString();
  for (const { schema, database } of keepersOf(run))
    await database.exec(
      `insert into ${schema}.loaded_source (source, originator, format, format_version, files, file_hashes, run_id, loaded_at,
       records, quarantined, withdrawn, unmapped, sequence, classification, handling_codes, addressees, releasable_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict (source, originator) do update set format = excluded.format, format_version = excluded.format_version,
       files = excluded.files, file_hashes = excluded.file_hashes, run_id = excluded.run_id, loaded_at = excluded.loaded_at,
       records = excluded.records, quarantined = excluded.quarantined, withdrawn = excluded.withdrawn,
       unmapped = excluded.unmapped, sequence = excluded.sequence, classification = excluded.classification,
       handling_codes = excluded.handling_codes, addressees = excluded.addressees, releasable_to = excluded.releasable_to`,
      [
        source,
        originator,
        run.format,
        facts.format_version,
        facts.files,
        facts.file_hashes,
        run.runId,
        loadedAt,
        lent.records,
        facts.quarantined,
        run.withdrawn,
        facts.unmapped,
        facts.sequence,
        lent.classification,
        lent.handlingCodes,
        lent.addressees,
        lent.releasableTo,
      ],
    );
}

/**
 * The line's envelope alone, anew: for records that were read again from quarantine, of which the line says nothing else.
 */
export async function tightenLoadedSource(run: PublishedRun, stated: EnvelopeStatement): Promise<void> {
  const { classification, handlingCodes, addressees, releasableTo } = await feedEnvelope(run, stated);
  for (const { schema, database } of keepersOf(run))
    await database.exec(
      `update ${schema}.loaded_source set classification = $3, handling_codes = $4, addressees = $5, releasable_to = $6
     where source = $1 and originator = $2`,
      [run.source, run.originator, classification, handlingCodes, addressees, releasableTo],
    );
}

interface RunFacts {
  readonly format_version: string;
  readonly files: readonly string[];
  readonly file_hashes: readonly string[];
  readonly sequence: string | null;
  readonly envelope: EnvelopeStatement | null;
  readonly unmapped: number;
  readonly quarantined: number;
}
