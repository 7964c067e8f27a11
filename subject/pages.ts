import type { Recipient, SubjectAnswer } from './answer.js';
import { type SubjectSource, subjectSources } from './sources.js';

/** Where the recipients of each source go on: variables of `subjectDocument`. */
export type PageVariables = { readonly [Source in SubjectSource as `${Source}After`]?: string };

/** The variables of the next page, beside `asked` with the request's id; null where all pages are read. */
export function nextVariables(answer: SubjectAnswer): PageVariables | null {
  const after = subjectSources.flatMap((source) => {
    const next = nextOf(answer, source);
    return next ? [[`${source}After`, next]] : [];
  });
  return after.length > 0 ? (Object.fromEntries(after) as PageVariables) : null;
}

/**
 * An answer with the recipients of its next page.
 *
 * @param page the answer to the same question, asked with `nextVariables(soFar)`
 */
export function joinPages(soFar: SubjectAnswer, page: SubjectAnswer): SubjectAnswer {
  const joined = subjectSources.map((source) => [source, joinSource(soFar, page, source)]);
  return { ...soFar, ...Object.fromEntries(joined) };
}

function joinSource(soFar: SubjectAnswer, page: SubjectAnswer, source: SubjectSource): SubjectAnswer[SubjectSource] {
  const before = soFar[source];
  const recipients = before?.seen?.recipients;
  // A source whose recipients were all read gives its first page again.
  if (!before || !recipients?.next) return before;
  const added = page[source]?.seen?.recipients;
  if (!added?.rows || !recipients.rows) return null;
  const rows = mergeRows([...recipients.rows, ...added.rows]);
  const looks = (recipients.looks ?? 0) + (added.looks ?? 0);
  return { ...before, seen: { recipients: { rows, looks, next: added.next } } };
}

/** Rows of one agency, purpose, month and kind of look as one: a row may go on at the next page. */
export function mergeRows(rows: readonly Recipient[]): Recipient[] {
  const merged = new Map<string, Recipient>();
  for (const row of rows) {
    const key = JSON.stringify([row.agency, row.told, row.purpose, row.month, row.restricted]);
    const before = merged.get(key);
    merged.set(key, before ? joinRows(before, row) : row);
  }
  return [...merged.values()];
}

function joinRows(one: Recipient, other: Recipient): Recipient {
  const categories = [...new Set([...(one.categories ?? []), ...(other.categories ?? [])])].sort();
  const isSilent = one.categories === null && other.categories === null;
  const times = one.times === null && other.times === null ? null : (one.times ?? 0) + (other.times ?? 0);
  return { ...one, categories: isSilent ? null : categories, times };
}

function nextOf(answer: SubjectAnswer, source: SubjectSource): string | null {
  return answer[source]?.seen?.recipients?.next ?? null;
}
