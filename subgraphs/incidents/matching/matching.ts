import { z } from 'zod';
import { bounds } from '../../../policy/bounds.js';
import { vesselNameKey } from '../../../schema/identifiers/vesselName.js';
import type { SearchedText } from '../../kit/search/asked.js';
import type { Found } from '../../kit/search/finders.js';
import { inTime } from '../../kit/session/inTime.js';
import type { SourceSession } from '../../kit/types.js';
import { rowKey } from '../../kit/wall/stub.js';
import { lists } from '../repository.js';
import { type CandidateRow, findCandidates } from './matchRepository.js';
import { type VesselProbe, vesselMatcher } from './matchVessel.js';

/** Matches shown of one probe. */
const MOST_MATCHES = 20;
/** Scores below this say nothing. */
const LEAST_SCORE = 0.25;

/** What a source that holds vessels seals for others to match on. */
const probeShape = z.object({
  kind: z.literal('vesselName'),
  names: z.array(z.string().max(500)).min(1).max(200),
  imo: z.string().nullish(),
  flag: z.string().nullish(),
  pastFlags: z.array(z.string()).nullish(),
  type: z.string().nullish(),
});

/**
 * Scored candidates of each sealed probe, best first; a probe that does not open for this viewer and request, or is of
 * another kind, has none. One statement for all probes.
 */
export async function matchProbes(
  session: SourceSession,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, readonly object[]>> {
  const opened = tokens.map((token) => probeShape.safeParse(session.openProbe(token)).data ?? null);
  const asked = opened.flatMap((probe, index) => {
    const nameKeys = [...new Set(probe?.names.map(vesselNameKey))].filter((key) => key !== '');
    return nameKeys.length > 0 ? [{ index, nameKeys }] : [];
  });
  const candidates = asked.length > 0 ? await findCandidates(session, asked) : [];
  return new Map(
    tokens.map((token, index) => {
      const probe = opened[index];
      const own = candidates.filter(({ probe_index }) => probe_index === index);
      return [token, probe ? bestMatches(session, probe, own) : []];
    }),
  );
}

/** Vessels in incidents whose names are like a text that may be a name. One statement, half a second. */
export async function findVesselsAlike(session: SourceSession, text: SearchedText, first: number): Promise<Found> {
  if (bounds(session.policy, session.facts)('incidents.summary').ceiling !== 'FULL')
    return { state: 'DENIED', found: null };
  const name = text.valueOf('NAME') ?? '';
  const key = vesselNameKey(name);
  if (key === '') return { state: 'OK', found: null };
  const { feeds } = text;
  const rows = await inTime((options) =>
    findCandidates(session, [{ index: 0, nameKeys: [key] }], { feeds, ...options }),
  );
  if (rows === null) return { state: 'TIMEOUT', found: null };
  return { state: 'OK', found: bestMatches(session, { names: [name] }, rows).slice(0, first) };
}

function bestMatches(session: SourceSession, probe: VesselProbe, candidates: readonly CandidateRow[]): object[] {
  const matchVessel = vesselMatcher(probe);
  return candidates
    .flatMap((row) => {
      const match = matchVessel({
        name: row.match_name ?? '',
        imo: row.match_imo,
        flag: row.match_flag,
        type: row.match_type,
      });
      return match && match.score >= LEAST_SCORE ? [{ row, match }] : [];
    })
    .sort((a, b) => b.match.score - a.match.score || (a.row.child_id < b.row.child_id ? -1 : 1))
    .slice(0, MOST_MATCHES)
    .flatMap(({ row, match }) => {
      const object = {
        id: row.child_id,
        ...match,
        statedName: row.match_name,
        vessel: lists.vessels.select(session).toObject(row),
        [rowKey]: row.id,
      };
      return session.project('IncidentMatch', row, object) ?? [];
    });
}
