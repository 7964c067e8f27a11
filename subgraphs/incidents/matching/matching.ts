import { z } from 'zod';
import { bounds, isLentByAll } from '../../../policy/bounds.js';
import { PortcullisError } from '../../../schema/errors.js';
import { everywhere, type Scope } from '../../kit/described/scope.js';
import { findCandidates } from '../../kit/matching/candidates.js';
import { clausesOf } from '../../kit/matching/clauses.js';
import { analyseAll } from '../../kit/matching/compared.js';
import { createTurns } from '../../kit/matching/turns.js';
import { type SearchedText, scopeOf } from '../../kit/search/asked.js';
import type { Found } from '../../kit/search/finders.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { rowKey } from '../../kit/wall/reference.js';
import { lists } from '../repository.js';
import { type VesselRow, vesselsByName } from './matchRepository.js';
import { isName, type VesselProbe, vesselMatcher } from './matchVessel.js';

/** Matches shown for one probe. */
const MAX_MATCHES = 20;
/** Lower scores mean nothing. */
const MIN_SCORE = 0.25;

/** The probe that a source with vessel records seals for others to match on. */
const probeShape = z.object({
  kind: z.literal('vesselName'),
  names: z.array(z.string().max(500)).min(1).max(200),
  imo: z.string().nullish(),
  flag: z.string().nullish(),
  pastFlags: z.array(z.string()).nullish(),
  type: z.string().nullish(),
});

/**
 * Matches of each sealed probe, best first; none for a probe of another viewer, request or kind. One statement for all.
 */
export async function matchProbes(
  session: SourceSession,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, readonly object[]>> {
  const opened = tokens.map((token) => probeShape.safeParse(session.openProbe(token)).data);
  const names = opened.map((probe) => probe?.names ?? []);
  const rows = await findByNames(session, names);
  if (rows === null) throw new PortcullisError('SOURCE_TIMEOUT', { facts: { source: 'incidents' } });
  return new Map(
    tokens.map((token, index) => {
      const probe = opened[index];
      const own = rows.filter(({ asked }) => asked === index);
      return [token, probe ? bestMatches(session, probe, own) : []];
    }),
  );
}

/** Vessels that share keys with the names of each asked one; null where it took too long. */
async function findByNames(
  session: SourceSession,
  asked: readonly (readonly string[])[],
  scope: Scope = everywhere,
): Promise<readonly VesselRow[] | null> {
  const turns = createTurns(session);
  const records = asked.map((names) => ({ kind: 'vessel' as const, names: names.filter(isName) }));
  const clauses = await clausesOf(await analyseAll(records, turns), turns);
  if (clauses.asked.length === 0) return [];
  return (await findCandidates(session, vesselsByName, clauses, scope)) as VesselRow[] | null;
}

/** Vessels in incidents with names similar to a text that may be a name. One statement, in time. */
export async function findVesselsAlike(session: SourceSession, text: SearchedText, first: number): Promise<Found> {
  if (bounds(session.policy, session.facts)('incidents.summary').ceiling !== 'FULL')
    return { state: 'DENIED', found: null };
  const name = text.valueOf('NAME') ?? '';
  if (!isName(name)) return { state: 'OK', found: null };
  const rows = await findByNames(session, [[name]], scopeOf(text));
  if (rows === null) return { state: 'TIMEOUT', found: null };
  const found = rows.filter(({ asked }) => asked === 0);
  const isWhole = !rows[0]?.outdated && isLentByAll(session.policy, session.facts, 'incidents.summary');
  const state = isWhole ? 'OK' : 'PARTIAL';
  return { state, found: bestMatches(session, { names: [name] }, found).slice(0, first) };
}

function bestMatches(session: SourceSession, probe: VesselProbe, candidates: readonly VesselRow[]): object[] {
  const matchVessel = vesselMatcher(probe);
  return candidates
    .flatMap((row) => {
      const match = matchVessel({
        name: row.matched_names[0] ?? '',
        imo: row.match_imo,
        flag: row.match_flag,
        type: row.match_type,
      });
      return match && match.score >= MIN_SCORE ? [{ row, match }] : [];
    })
    .sort((a, b) => b.match.score - a.match.score || (a.row.child_id < b.row.child_id ? -1 : 1))
    .slice(0, MAX_MATCHES)
    .flatMap(({ row, match }) => {
      const object = {
        id: row.child_id,
        ...match,
        statedName: row.matched_names[0] ?? null,
        vessel: lists.vessels.select(session).toObject(row),
        [rowKey]: row.id,
      };
      return session.project('IncidentMatch', row, object) ?? [];
    });
}
