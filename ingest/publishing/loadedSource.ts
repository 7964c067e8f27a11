import { classifications } from '../../policy/types.js';
import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { EnvelopeStatement } from '../records/base.js';
import { type RecordKind, recordSources, recordTables, sourcesOf } from '../records/record.js';

/** Whose records of which source, and where they are. */
interface FeedRecords {
  readonly databases: IngestDatabases;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  readonly kinds: readonly RecordKind[];
}

/** A run whose records are shown now. */
export interface PublishedRun extends FeedRecords {
  readonly runId: string;
  readonly format: string;
  /** Records that the run took back. */
  readonly withdrawn: number;
}

/**
 * Writes what viewers may know of a feed: its files, its version, and how many records of it are shown and in quarantine
 * now, under the strictest envelope of those records. May be repeated; one row a source and originator, for the last run.
 */
export async function writeLoadedSource(run: PublishedRun): Promise<void> {
  const { databases, source, originator, runId, format, withdrawn } = run;
  const [facts] = await databases.ingest.exec<RunFacts>(
    `select format_version, files, file_hashes, sequence, envelope,
       (select count(*)::int from jsonb_object_keys(unmapped)) as unmapped,
       (select count(*)::int from ingest.quarantine q
        where q.format = $2 and q.originator = $3 and q.state = 'OPEN') as quarantined
     from ingest.run where id = $1`,
    [runId, source, originator],
  );
  if (!facts) throw new TypeError('a run that was never begun');
  const { envelope, ...ofRun } = facts;
  const { records, columns } = await feedEnvelope(run, envelope ?? {});
  const loaded_at = new Date().toISOString();
  const row = { source, originator, format, run_id: runId, loaded_at, records, withdrawn, ...ofRun, ...columns };
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  const updates = names.slice(2).map((name) => `${name} = excluded.${name}`);
  for (const { schema, database } of keepersOf(run))
    await database.exec(
      `insert into ${schema}.loaded_source (${names.join(', ')}) values (${places.join(', ')})
       on conflict (source, originator) do update set ${updates.join(', ')}`,
      Object.values(row),
    );
}

/** Writes the row's envelope alone: for records that were read again from quarantine. */
export async function tightenLoadedSource(run: PublishedRun, stated: EnvelopeStatement): Promise<void> {
  const { columns } = await feedEnvelope(run, stated);
  const updates = Object.keys(columns).map((name, index) => `${name} = $${index + 3}`);
  for (const { schema, database } of keepersOf(run))
    await database.exec(
      `update ${schema}.loaded_source set ${updates.join(', ')} where source = $1 and originator = $2`,
      [run.source, run.originator, ...Object.values(columns)],
    );
}

/** Sources that keep what is loaded: the directory for every feed, persons for its own, in which names are searched. */
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

interface RunFacts {
  readonly format_version: string;
  readonly files: readonly string[];
  readonly file_hashes: readonly string[];
  readonly sequence: string | null;
  readonly envelope: EnvelopeStatement | null;
  readonly unmapped: number;
  readonly quarantined: number;
}

/** A feed's envelope in the catalogue, and how many records it covers, links not counted. */
interface FeedEnvelope {
  readonly records: number;
  readonly columns: Readonly<Record<'classification' | 'handling_codes' | 'addressees' | 'releasable_to', unknown>>;
}

/** Who some of the records are for. */
interface Release {
  readonly h2: boolean;
  readonly addressees: readonly string[];
  readonly releasable_to: readonly string[];
}

/** Different releases that are compared; with more, the row is for its originator alone. */
const mostReleases = 200;

/**
 * The strictest envelope of a feed's records: the highest level, and those whom all releases name. The run's own envelope
 * counts as well, since the row also counts what could not be read.
 *
 * @remarks Purpose limits, expiry and data subjects are no part of it: they say what may be done with a record, and the
 *   catalogue shows none.
 */
async function feedEnvelope(run: FeedRecords, stated: EnvelopeStatement): Promise<FeedEnvelope> {
  const ofKinds = [];
  for (const kind of new Set(run.kinds)) ofKinds.push(await readKind(run, kind));
  const releases: readonly Release[] = [
    {
      h2: stated.handlingCodes?.includes('H2') === true,
      addressees: stated.addressees ?? [],
      releasable_to: stated.releasableTo ?? [],
    },
    ...ofKinds.flatMap(({ releases }) => releases),
  ];
  const addressed = releases.filter(({ h2 }) => h2).map(({ addressees }) => addressees);
  const limited = releases.map(({ releasable_to }) => releasable_to).filter(({ length }) => length > 0);
  return {
    records: ofKinds.reduce((sum, { count }) => sum + count, 0),
    columns: {
      classification: Math.max(
        classifications.indexOf(stated.classification ?? 'BASIC_PROTECTION_LEVEL'),
        ...ofKinds.map(({ level }) => level),
      ),
      handling_codes: addressed.length > 0 ? ['H2'] : [],
      addressees: namedByAll(addressed, run.originator),
      releasable_to: namedByAll(limited, run.originator),
    },
  };
}

/** Records of one kind in a feed, links not counted; the highest level among them; their releases, where some are limited. */
async function readKind({ databases, source, originator }: FeedRecords, kind: RecordKind) {
  const database = databases[recordSources[kind]];
  const ofFeed = `from ${recordTables[kind]} where source = $1 and originator = $2`;
  const isLimited = `(releasable_to <> '{}' or handling_codes @> '{H2}')`;
  const [{ count, level, limited } = { count: 0, level: 0, limited: false }] = await database.exec<{
    count: number;
    level: number;
    limited: boolean;
  }>(
    `select count(*) filter (where source_ref !~ $3)::int as count, coalesce(max(classification), 0) as level,
       coalesce(bool_or(${isLimited}), false) as limited ${ofFeed}`,
    [source, originator, linkKeyPattern],
  );
  if (!limited) return { count, level, releases: [] };
  const releases = await database.exec<Release>(
    `select distinct handling_codes @> '{H2}' as h2, addressees, releasable_to ${ofFeed} and ${isLimited}
     limit ${mostReleases + 1}`,
    [source, originator],
  );
  return { count, level, releases };
}

/** Those whom all lists name, word for word; the originator alone where there is none. */
function namedByAll(lists: readonly (readonly string[])[], originator: string): readonly string[] {
  const [first, ...others] = lists;
  if (first === undefined) return [];
  const named = first.filter((name) => others.every((list) => list.includes(name)));
  return named.length > 0 && lists.length <= mostReleases ? named : [`agency:${originator}`];
}
