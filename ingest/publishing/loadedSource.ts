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

/** Envelope of a feed's line in the catalogue, as columns, and how many records it speaks of, links not counted. */
interface FeedEnvelope {
  readonly records: number;
  readonly classification: number;
  readonly handlingCodes: readonly string[];
  readonly addressees: readonly string[];
  readonly releasableTo: readonly string[];
}

/** Who is named by some of the records that name anybody. */
interface Release {
  readonly h2: boolean;
  readonly addressees: readonly string[];
  readonly releasable_to: readonly string[];
}

/** Different releases of which a line can be made; of more it is for its originator alone. */
const mostReleases = 200;

/**
 * The strictest of what a feed's records are lent under: the highest level, and whom all releases name. The run's own
 * envelope counts as well: what could not be read is spoken of too.
 *
 * @remarks Purpose limits, expiry and data subjects are no part of it: they say what may be done with a record, and a line
 *   of the catalogue shows none.
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
    classification: Math.max(
      classifications.indexOf(stated.classification ?? 'BASIC_PROTECTION_LEVEL'),
      ...ofKinds.map(({ level }) => level),
    ),
    handlingCodes: addressed.length > 0 ? ['H2'] : [],
    addressees: namedByAll(addressed, run.originator),
    releasableTo: namedByAll(limited, run.originator),
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

/** Whom all lists name, word for word; the originator alone where they name nobody together. */
function namedByAll(lists: readonly (readonly string[])[], originator: string): readonly string[] {
  const [first, ...others] = lists;
  if (first === undefined) return [];
  const named = first.filter((name) => others.every((list) => list.includes(name)));
  return named.length > 0 && lists.length <= mostReleases ? named : [`agency:${originator}`];
}
