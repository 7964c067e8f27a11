import type { SourceRecord } from '../../records/record.js';
import { byRank, inOrder } from './inOrder.js';

/** Most rows that may make one record. */
export const maximumMergedRows = 5000;

/** One record that is made of consecutive rows with one key. */
export interface Merge {
  readonly sourceRef: string;
  /** Rows offered so far, including those that were not taken. */
  readonly rows: number;
  /** Takes another row; false, and nothing is taken, where it states another envelope: neither may widen the other. */
  add(other: SourceRecord): boolean;
  /**
   * The record: lists are joined, empty fields are filled; of two different values the first stays, with a flag.
   */
  toRecord(): SourceRecord;
}

type Part = Record<string, unknown>;

/** A growing part of the record, with an index of its lists: a row costs what it adds, not what is there. */
interface Growing {
  readonly part: Part;
  readonly lists: Map<string, GrowingList>;
  readonly inner: Map<string, Growing>;
}

interface GrowingList {
  readonly entries: unknown[];
  /** Identities of the entries; null where each counts by itself. */
  readonly said: Set<string> | null;
}

/** Lists whose entries count each by itself: two crates of the same goods are two crates. */
const counted: ReadonlySet<string> = new Set(['items', 'goodsItems']);
/** Belong to the row, not to what it says. */
const frame: ReadonlySet<string> = new Set(['kind', 'sourceRef', 'origin', 'raw', 'envelope', 'qualityFlags']);

/** Begins a record with its first row. */
export function openMerge(first: SourceRecord): Merge {
  const growing = toGrowing(first as unknown as Part);
  const envelope = JSON.stringify(first.envelope);
  const flags = new Set(first.qualityFlags);
  const raws = [first.raw];
  let rows = 1;
  return {
    sourceRef: first.sourceRef,
    get rows() {
      return rows;
    },
    add: (other) => {
      rows += 1;
      if (JSON.stringify(other.envelope) !== envelope) return false;
      for (const flag of other.qualityFlags ?? []) flags.add(flag);
      raws.push(other.raw);
      grow(growing, other as unknown as Part, () => flags.add('FIRST_OF_SEVERAL'));
      return true;
    },
    toRecord: () => {
      if (raws.length === 1) return first;
      const merged: Part = { ...growing.part, raw: raws.join('\n') };
      // Why again: the row of an alias may come before that of the name.
      if (Array.isArray(merged.names)) merged.names = [...merged.names].sort(byRank);
      return inOrder(flags.size === 0 ? merged : { ...merged, qualityFlags: [...flags].sort() }) as SourceRecord & Part;
    },
  };
}

function toGrowing(part: Part): Growing {
  return { part: { ...part }, lists: new Map(), inner: new Map() };
}

function grow(growing: Growing, other: Part, flag: () => void): void {
  const { part } = growing;
  for (const [name, value] of Object.entries(other)) {
    if (frame.has(name) || value === null || value === undefined) continue;
    const known = part[name];
    if (known === null || known === undefined) part[name] = value;
    else if (Array.isArray(known) && Array.isArray(value)) addEntries(listOf(growing, name, known), value);
    else if (typeof known === 'object' && typeof value === 'object') {
      grow(innerOf(growing, name, known as Part), value as Part, flag);
    } else if (known !== value) flag();
  }
}

function innerOf({ part, inner }: Growing, name: string, known: Part): Growing {
  const found = inner.get(name);
  if (found) return found;
  const growing = toGrowing(known);
  inner.set(name, growing);
  part[name] = growing.part;
  return growing;
}

function listOf({ part, lists }: Growing, name: string, known: readonly unknown[]): GrowingList {
  const found = lists.get(name);
  if (found) return found;
  const list = { entries: known.map(numbered), said: counted.has(name) ? null : new Set(known.map(identity)) };
  lists.set(name, list);
  part[name] = list.entries;
  return list;
}

function addEntries({ entries, said }: GrowingList, others: readonly unknown[]): void {
  // Why before any is added: an entry that one row states twice is there twice.
  const added = said === null ? others : others.filter((entry) => !said.has(identity(entry)));
  for (const entry of added) {
    said?.add(identity(entry));
    entries.push(numbered(entry, entries.length));
  }
}

function numbered(entry: unknown, index: number): unknown {
  return isNumbered(entry) ? { ...(entry as Part), sequence: index + 1 } : entry;
}

function isNumbered(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'sequence' in entry;
}

/** An entry without its position. */
function identity(entry: unknown): string {
  if (!isNumbered(entry)) return JSON.stringify(entry);
  const { sequence, ...rest } = entry as Part;
  return JSON.stringify(rest);
}
