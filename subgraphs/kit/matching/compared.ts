import { LRUCache } from 'lru-cache';
import {
  type AnalysedName,
  type AnalysedRecord,
  analyseName,
  analyseRecord,
  type ComparedRecord,
  type NamedKind,
} from '../../../matching/index.js';
import type { EnvelopeRow } from '../rows.js';
import type { MatchedKind } from './matchedKind.js';
import type { Turns } from './turns.js';

/** A row with the columns that are compared. */
export type ComparedRow = EnvelopeRow & {
  readonly matched_names: readonly string[];
  readonly matched_kinds?: readonly string[];
};

/** The data of a row that may be compared, of the categories lent on it; null where its names are not lent. */
export function comparedOf(
  { kind, category, data }: MatchedKind,
  row: ComparedRow,
  isLent: (category: string, row: EnvelopeRow) => boolean,
): ComparedRecord | null {
  // Why again: this wall and the one in SQL do not rely on each other.
  if (!isLent(category, row) || row.matched_names.length === 0) return null;
  const lent = data.filter((each) => isLent(each.category, row));
  const weakNames = row.matched_kinds?.flatMap((ranked, at) => (ranked === 'WEAK_ALIAS' ? [at] : [])) ?? [];
  return Object.assign({ kind, names: row.matched_names, weakNames }, ...lent.map(({ read }) => read(row as never)));
}

/** Names that were analysed last. An analysis depends only on the text. */
const analyses = new LRUCache<string, AnalysedName>({ max: 10_000 });

/** A record as it is compared. */
export const analyse = (record: ComparedRecord): AnalysedRecord => analyseRecord(record, analyseOnce);

/** Records as they are compared, analysed name by name. */
export async function analyseAll(records: readonly ComparedRecord[], turns: Turns): Promise<readonly AnalysedRecord[]> {
  const analysed: AnalysedRecord[] = [];
  for (const record of records) {
    for (const name of record.names) {
      analyseOnce(name, record.kind);
      await turns.next();
    }
    analysed.push(analyse(record));
  }
  return analysed;
}

/** A name as it is compared, from the cache where it is there. */
export function analyseOnce(name: string, kind: NamedKind): AnalysedName {
  const key = `${kind} ${name}`;
  const known = analyses.get(key) ?? analyseName(name, kind);
  analyses.set(key, known);
  return known;
}
