import { sql } from 'kysely';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, said } from '../../../storage/slot.js';
import { isOfFeeds } from '../../kit/described/lookUps.js';
import type { RecordRow } from '../../kit/described/toObject.js';
import type { SourceSession } from '../../kit/types.js';
import { envelope } from '../../kit/wall/envelope.js';
import { lists } from '../repository.js';

/** Trigram likeness below which a name is no candidate: one wrong letter in a name of six still passes. */
const LEAST_SIMILARITY = 0.3;
const MOST_CANDIDATES = 60;

/** A vessel in an incident whose name is like one of a probe's. */
export type CandidateRow = RecordRow & {
  /** Position of the probe among those asked. */
  readonly probe_index: number;
  /** Id of the vessel's link to the incident. */
  readonly child_id: string;
  readonly match_name: string | null;
  readonly match_type: string | null;
  readonly match_flag: string | null;
  readonly match_imo: string | null;
};

/**
 * Candidates for each probe's name keys, most alike first, at most 60 a probe: one statement for all probes. Only
 * incidents whose summary is FULL for this viewer, since a match is found by the name that the summary holds; of the feeds that
 * are stated.
 *
 * Equal keys and keys with the same words in another order have likeness 1; the trigram index finds them with the near.
 */
export function findCandidates(
  session: SourceSession,
  probes: readonly { readonly index: number; readonly nameKeys: readonly string[] }[],
  { feeds = null, withinMs }: { readonly feeds?: readonly string[] | null; readonly withinMs?: number } = {},
): Promise<CandidateRow[]> {
  const names = probes.flatMap(({ index, nameKeys }) => nameKeys.map((key) => ({ index, key })));
  const statement = session.kept(findCandidates, feeds ? 'feeds' : '', () =>
    compileCandidates(session, feeds !== null),
  );
  const said = { probes: names.map(({ index }) => index), names: names.map(({ key }) => key), feeds: feeds ?? [] };
  return session.db.rows(statement, { said, withinMs });
}

function compileCandidates(session: SourceSession, isRestricted: boolean): Prepared<CandidateRow> {
  const wall = session.wall('Incident');
  const ofFeeds = isRestricted ? sql`and ${isOfFeeds(session, { type: 'Incident' })}` : sql``;
  const likeness = sql`public.similarity(x.vessel_name_key, asked.name_key)`;
  // Why the threshold beside `%`: its own is a setting, which workers of a distributed database do not get.
  return compileStatement(sql<CandidateRow>`
    select * from (
      select best.*, row_number() over (partition by probe_index order by likeness desc, child_id) as place from (
        select distinct on (asked.probe_index, x.id) asked.probe_index, ${likeness} as likeness,
          ${lists.vessels.select(session).columns}, ${envelope('r')}, x.stated_name as match_name,
          x.stated_type as match_type, x.stated_flag as match_flag, x.imo as match_imo
        from unnest(cast(${said('probes')} as int[]), cast(${said('names')} as text[])) as asked(probe_index, name_key)
        join incidents.incident_vessel x
          on x.vessel_name_key operator(public.%) asked.name_key and ${likeness} >= ${LEAST_SIMILARITY}
        join incidents.incident r on r.id = x.incident_id
        where ${wall.visible} and ${wall.full('incidents.summary')} ${ofFeeds}
        order by asked.probe_index, x.id, likeness desc
      ) best
    ) placed where place <= ${MOST_CANDIDATES}`);
}
