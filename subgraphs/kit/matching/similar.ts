import {
  type AnalysedRecord,
  type ComparedRecord,
  compareRecords,
  lookFrom,
  type NamedKind,
  type RecordScore,
} from '../../../matching/index.js';
import { isLentByAll } from '../../../policy/bounds.js';
import type { RecordNode } from '../described/describe.js';
import { everywhere, mayBeInScope, type Scope } from '../described/scope.js';
import type { SourceSession } from '../sourceSession.js';
import { type CandidateRow, findCandidates } from './candidates.js';
import { clausesOf } from './clauses.js';
import { analyse, analyseAll, analyseOnce, comparedOf } from './compared.js';
import type { MatchedKind } from './matchedKind.js';
import { createTurns, type Turns } from './turns.js';

/** A record that is like an asked one, and why. */
export interface Similar<Node = RecordNode> {
  readonly node: Node;
  readonly score: RecordScore;
  readonly asked: AnalysedRecord;
  /** The one of the record's names that agrees best with the asked one. */
  readonly name: string;
  /** The record's row. */
  readonly row: CandidateRow;
}

/** The outcome of a search by similar names. */
export interface FoundSimilar {
  /**
   * PARTIAL: rows exist whose keys another version of the matcher made, or whose names are not lent to this viewer. TIMEOUT: it was
   * cancelled, and found nothing.
   */
  readonly state: 'OK' | 'TIMEOUT' | 'PARTIAL';
  /** For each asked record, best first. */
  readonly found: readonly (readonly Similar[])[];
}

/** How many records are returned for each asked one, from which score on, and of which scope. */
export interface SimilarOptions {
  readonly first: number;
  readonly atLeast?: number;
  readonly scope?: Scope;
  /** Ids of asked ones that are records themselves, which would match themselves. */
  readonly except?: readonly (string | null)[];
}

/**
 * Records whose names are similar to those of the asked ones, scored by the data of each row that are FULL for this viewer.
 * One statement for all asked, which seeks equal names once.
 */
export async function findSimilar(
  session: SourceSession,
  kind: MatchedKind,
  asked: readonly ComparedRecord[],
  { first, atLeast, scope = everywhere, except = [] }: SimilarOptions,
): Promise<FoundSimilar> {
  const turns = createTurns(session);
  const analysed = await analyseAll(asked, turns);
  const sought = new Map(analysed.map((record, at) => [namesKey(asked[at]?.names ?? []), record]));
  const places = new Map([...sought.keys()].map((key, place) => [key, place]));
  const rows = await findCandidates(session, kind, await clausesOf([...sought.values()], turns), scope);
  if (rows === null) return { state: 'TIMEOUT', found: asked.map(() => []) };
  const found: (readonly Similar[])[] = [];
  for (const [at, record] of analysed.entries()) {
    const place = places.get(namesKey(asked[at]?.names ?? []));
    const own = rows.filter(
      (row) => row.asked === place && row.id !== except[at] && mayBeInScope(session, kind.listing.type, scope, row),
    );
    const asking = { first, atLeast: atLeast ?? lookFrom(record.names), turns };
    found.push(await bestOf(session, kind, record, own, asking));
  }
  const isWhole = !rows[0]?.outdated && isLentByAll(session.policy, session.facts, kind.category);
  return { state: isWhole ? 'OK' : 'PARTIAL', found };
}

/** Equal for records that are sought by equal names. */
export function namesKey(names: readonly string[]): string {
  return JSON.stringify(names);
}

/** The score from which records are returned for such names, where a question states none. */
export function cutOffFor(names: readonly string[], kind: NamedKind): number {
  return lookFrom(names.map((name) => analyseOnce(name, kind)));
}

async function bestOf(
  session: SourceSession,
  kind: MatchedKind,
  asked: AnalysedRecord,
  rows: readonly CandidateRow[],
  { first, atLeast, turns }: { readonly first: number; readonly atLeast: number; readonly turns: Turns },
): Promise<readonly Similar[]> {
  const { toNode } = kind.listing.read(session);
  const scored: { readonly row: CandidateRow; readonly score: RecordScore }[] = [];
  for (const row of rows) {
    const compared = comparedOf(kind, row, session.isFull);
    const score = compared && compareRecords(asked, analyse(compared));
    if (score && score.score >= atLeast) scored.push({ row, score });
    await turns.next();
  }
  return scored
    .sort((a, b) => b.score.score - a.score.score || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, first)
    .flatMap(({ row, score }) => {
      const node = toNode(session, row);
      return node === null ? [] : [{ node, score, asked, name: row.matched_names[score.namedAt[1]] ?? '', row }];
    });
}
