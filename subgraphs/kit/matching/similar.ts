import {
  type AnalysedRecord,
  type ComparedRecord,
  compareRecords,
  lookFrom,
  type NamedKind,
  type RecordScore,
} from '../../../matching/index.js';
import type { RecordNode } from '../described/describe.js';
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
  /** What was asked for, and the one of the record's names that agrees best with it. */
  readonly asked: AnalysedRecord;
  readonly name: string;
  /** The row that it was read from. */
  readonly row: CandidateRow;
}

/** What a search by names alike came to. */
export interface FoundSimilar {
  /** PARTIAL: rows exist whose keys another version of the matcher made. TIMEOUT: it was cancelled, and found nothing. */
  readonly state: 'OK' | 'TIMEOUT' | 'PARTIAL';
  /** For each asked record, best first. */
  readonly found: readonly (readonly Similar[])[];
}

/** How many records of each asked one are given, from which score on, and of which sources; of all where null. */
export interface SimilarOptions {
  readonly first: number;
  readonly atLeast?: number;
  readonly feeds?: readonly string[] | null;
  /** Of asked ones that are records themselves, their ids: none is like itself. */
  readonly except?: readonly (string | null)[];
}

/**
 * Records whose names are like those of the asked ones, scored by what of each row is FULL for this viewer: one statement
 * for all asked, which seeks equal names once.
 */
export async function findSimilar(
  session: SourceSession,
  kind: MatchedKind,
  asked: readonly ComparedRecord[],
  { first, atLeast, feeds = null, except = [] }: SimilarOptions,
): Promise<FoundSimilar> {
  const turns = createTurns(session);
  const analysed = await analyseAll(asked, turns);
  const sought = new Map(analysed.map((record, at) => [namesKey(asked[at]?.names ?? []), record]));
  const places = new Map([...sought.keys()].map((key, place) => [key, place]));
  const rows = await findCandidates(session, kind, await clausesOf([...sought.values()], turns), feeds);
  if (rows === null) return { state: 'TIMEOUT', found: asked.map(() => []) };
  const found: (readonly Similar[])[] = [];
  for (const [at, record] of analysed.entries()) {
    const place = places.get(namesKey(asked[at]?.names ?? []));
    const own = rows.filter((row) => row.asked === place && row.id !== except[at]);
    const asking = { first, atLeast: atLeast ?? lookFrom(record.names), turns };
    found.push(await bestOf(session, kind, record, own, asking));
  }
  return { state: rows[0]?.outdated ? 'PARTIAL' : 'OK', found };
}

/** The same for records that are sought by the same names. */
export function namesKey(names: readonly string[]): string {
  return JSON.stringify(names);
}

/** From which score on records are given for a question with such names, where it states none. */
export function givenFrom(names: readonly string[], kind: NamedKind): number {
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
