import { classifications } from '../../policy/types.js';
import { linkKeyPattern } from '../../schema/records/linkKey.js';
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
  const { source, originator } = run;
  const level = stated.classification ?? 'BASIC_PROTECTION_LEVEL';
  let classification = classifications.indexOf(level);
  let records = 0;
  const releases: Release[] = [
    {
      h2: stated.handlingCodes?.includes('H2') === true,
      addressees: stated.addressees ?? [],
      releasable_to: stated.releasableTo ?? [],
    },
  ];
  for (const kind of new Set(run.kinds)) {
    const database = run.databases[recordSources[kind]];
    const ofFeed = `from ${recordTables[kind]} where source = $1 and originator = $2`;
    const [row] = await database.exec<{ count: number; level: number; restricted: boolean }>(
      `select count(*) filter (where source_ref !~ $3)::int as count, coalesce(max(classification), 0) as level,
         coalesce(bool_or(releasable_to <> '{}' or handling_codes @> '{H2}'), false) as restricted ${ofFeed}`,
      [source, originator, linkKeyPattern],
    );
    if (!row) continue;
    records += row.count;
    classification = Math.max(classification, row.level);
    if (!row.restricted) continue;
    releases.push(
      ...(await database.exec<Release>(
        `select distinct handling_codes @> '{H2}' as h2, addressees, releasable_to ${ofFeed}
           and (releasable_to <> '{}' or handling_codes @> '{H2}') limit ${mostReleases + 1}`,
        [source, originator],
      )),
    );
  }
  const limited = releases.filter(({ releasable_to }) => releasable_to.length > 0);
  const addressed = releases.filter(({ h2 }) => h2);
  return {
    records,
    classification,
    handlingCodes: addressed.length > 0 ? ['H2'] : [],
    addressees: namedByAll(
      addressed.map(({ addressees }) => addressees),
      originator,
    ),
    releasableTo: namedByAll(
      limited.map(({ releasable_to }) => releasable_to),
      originator,
    ),
  };
}

/** Whom all lists name, word for word; the originator alone where they name nobody together. */
function namedByAll(lists: readonly (readonly string[])[], originator: string): readonly string[] {
  const [first, ...others] = lists;
  if (first === undefined) return [];
  const named = first.filter((name) => others.every((list) => list.includes(name)));
  return named.length > 0 && lists.length <= mostReleases ? named : [`agency:${originator}`];
}
