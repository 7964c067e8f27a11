import { type ComparedRecord, compareRecords, contentWords } from '../../../matching/index.js';
import { bounds } from '../../../policy/bounds.js';
import type { RecordNode } from '../described/describe.js';
import type { SourceSession } from '../types.js';
import { type CandidateRow, findCandidates } from './candidates.js';
import { clausesOf } from './clauses.js';
import { analyse, analyseAll, analyseOnce, comparedOf } from './compared.js';
import type { MatchedKind } from './matchedKind.js';
import { createTurns } from './turns.js';

const fullDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * For each asked record one of which this viewer may know that it exists, and not see it; null: none, or not for you. Only a
 * question that states a full date of birth, or a number, and nothing else beside names of two words and more, has one, and
 * only where that and a name agree.
 */
export async function findHits(
  session: SourceSession,
  kind: MatchedKind,
  asked: readonly ComparedRecord[],
): Promise<{ readonly state: 'OK' | 'TIMEOUT'; readonly found: readonly (RecordNode | null)[] }> {
  const strong = asked.flatMap((record, at) => (isWhole(record) ? [at] : []));
  const found: (RecordNode | null)[] = asked.map(() => null);
  if (strong.length === 0 || bounds(session.policy, session.facts)(kind.category).ceiling === 'NONE')
    return { state: 'OK', found };
  const { toNode } = kind.listing.read(session);
  const records = strong.flatMap((at) => asked[at] ?? []);
  let state: 'OK' | 'TIMEOUT' = 'OK';
  const find = async () => {
    const confirmed = await findConfirmed(session, kind, records);
    if (confirmed === null) state = 'TIMEOUT';
    return confirmed ?? records.map(() => null);
  };
  const hits = await session.lookupHits(strong.length, kind.category, find, (row) => toNode(session, row));
  // Why not as if nobody were found: whether there is one was not asked.
  if (hits === null) return { state: 'TIMEOUT', found };
  for (const [place, at] of strong.entries()) found[at] = hits[place] ?? null;
  return { state, found };
}

/** Beside the names nothing but one number, or one full date of birth: of what is stated beside, answers would tell. */
function isWhole({
  kind,
  names,
  birthDates = [],
  documents = [],
  identifiers = [],
  ...others
}: ComparedRecord): boolean {
  const numbers = [...documents, ...identifiers];
  const isOne = numbers.length + birthDates.length === 1 && birthDates.every((date) => fullDate.test(date));
  return isOne && Object.keys(others).length === 0 && (kind !== 'person' || names.every(hasWords));
}

/** A word alone is a part of many names. */
function hasWords(name: string): boolean {
  const { tokens, others = [] } = analyseOnce(name, 'person');
  return [tokens, ...others].every((each) => contentWords(each).length >= 2);
}

/**
 * For each asked record the row that agrees best with it in a name and in what is borne by one alone; null: none. Null as a whole:
 * it took too long.
 */
async function findConfirmed(
  session: SourceSession,
  kind: MatchedKind,
  asked: readonly ComparedRecord[],
): Promise<readonly (CandidateRow | null)[] | null> {
  const turns = createTurns(session);
  const analysed = await analyseAll(asked, turns);
  const rows = await findCandidates(session, kind, await clausesOf(analysed, turns), 'known');
  if (rows === null) return null;
  return analysed.map((record, at) => {
    const confirmed = rows.flatMap((row) => {
      const compared = row.asked === at ? comparedOf(kind, row, session.isKnown) : null;
      const score = compared && compareRecords(record, analyse(compared));
      return score?.state === 'confirmed' ? [{ row, score: score.score }] : [];
    });
    confirmed.sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1));
    return confirmed[0]?.row ?? null;
  });
}
