// SPDX-License-Identifier: Apache-2.0
import type { SourceRecord } from '../record.js';
import { inOrder } from './inOrder.js';
import { byRank } from './nameRank.js';

type Part = Record<string, unknown>;

/** Rows that may make one record; a longer run of one key is no record. */
export const maximumMergedRows = 5000;

/** Lists whose entries count each by itself: two crates of the same goods are two crates. */
const counted: ReadonlySet<string> = new Set(['items', 'goodsItems']);
/** Belong to the row, not to what it says. */
const frame: ReadonlySet<string> = new Set(['kind', 'sourceRef', 'origin', 'raw', 'envelope', 'qualityFlags']);

/**
 * One record of two rows with one key: lists are joined, what is empty is filled, of two different values the first
 * stays and the record is flagged. Null where the rows state different envelopes: neither may widen the other.
 */
export function mergeRecords(one: SourceRecord, other: SourceRecord): SourceRecord | null {
  if (JSON.stringify(one.envelope) !== JSON.stringify(other.envelope)) return null;
  const flags = new Set([...(one.qualityFlags ?? []), ...(other.qualityFlags ?? [])]);
  const flag = (): void => void flags.add('FIRST_OF_SEVERAL');
  const merged = mergeParts(one as unknown as Part, other as unknown as Part, flag);
  // Why again: the row of an alias may stand before that of the name.
  if (Array.isArray(merged.names)) merged.names = [...merged.names].sort(byRank);
  return inOrder({
    ...merged,
    raw: `${one.raw}\n${other.raw}`,
    ...(flags.size === 0 ? {} : { qualityFlags: [...flags].sort() }),
  }) as unknown as SourceRecord;
}

function mergeParts(one: Part, other: Part, flag: () => void): Part {
  const merged: Part = { ...one };
  for (const [name, value] of Object.entries(other)) {
    if (frame.has(name) || value === null || value === undefined) continue;
    const known = one[name];
    if (known === null || known === undefined) merged[name] = value;
    else if (Array.isArray(known) && Array.isArray(value)) merged[name] = mergeLists(known, value, counted.has(name));
    else if (typeof known === 'object' && typeof value === 'object')
      merged[name] = mergeParts(known as Part, value as Part, flag);
    else if (known !== value) flag();
  }
  return merged;
}

function mergeLists(one: readonly unknown[], other: readonly unknown[], all: boolean): unknown[] {
  const seen = new Set(one.map(identity));
  const added = all ? other : other.filter((entry) => !seen.has(identity(entry)));
  return [...one, ...added].map((entry, index) =>
    isNumbered(entry) ? { ...(entry as Part), sequence: index + 1 } : entry,
  );
}

function isNumbered(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'sequence' in entry;
}

/** What an entry says, but for its place. */
function identity(entry: unknown): string {
  if (!isNumbered(entry)) return JSON.stringify(entry);
  const { sequence, ...rest } = entry as Part;
  return JSON.stringify(rest);
}
