import { classifications } from '../../policy/types.js';
import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import type { IngestDatabases } from '../databases.js';
import type { EnvelopeStatement } from '../records/base.js';
import { type RecordKind, recordSources, recordTables } from '../records/record.js';

/** Whose records of which source, and where they are. */
export interface FeedRecords {
  readonly databases: IngestDatabases;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  readonly kinds: readonly RecordKind[];
}

/** Envelope of a feed's line in the catalogue, as columns, and how many records it speaks of, links not counted. */
export interface FeedEnvelope {
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
export async function feedEnvelope(run: FeedRecords, stated: EnvelopeStatement): Promise<FeedEnvelope> {
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
