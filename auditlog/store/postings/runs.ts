import { maxEntries } from './postings.js';

/** A run of postings, as it is stored. */
export interface PostingRun {
  readonly run: string;
  readonly first: number;
  /** Entries. */
  readonly count: number;
  /** Of its entries: years * 12 + months from 0. */
  readonly month: number;
  readonly bits: number;
}

/** How many small runs become one. A search of the month takes 0.3 ms for each; to merge a posting costs twice its storing. */
const fanIn = 64;

/** A run of so many blocks, as bits, is merged again when its month is over: 64 runs as a writer stores them become one of that size. */
const enough = 14;

/** Blocks of a run at most, as bits: 128 MB, which `audit verify` has in memory. */
const largest = 18;

/**
 * Runs to be made one, which follow each other; empty where none are due. A month that is over becomes one run, or few that are
 * large; in the last one, 64 small ones do, so that each posting is written again a few times at most, however long the log gets.
 *
 * @param runs of one log, by their first entry
 */
export function dueForMerge(runs: readonly PostingRun[]): readonly PostingRun[] {
  const last = runs.at(-1)?.month;
  for (const month of new Set(runs.map((run) => run.month))) {
    if (month === last) continue;
    const over = runs.filter((run) => run.month === month);
    for (let start = 0; start < over.length - 1; start += 1) {
      const due = fitting(over.slice(start));
      if (due.length > 1) return due;
    }
  }
  const open = runs.filter(({ month }) => month === last);
  const waiting = open.slice(open.findLastIndex(({ bits }) => bits >= enough) + 1);
  const due = waiting.length < fanIn ? [] : fitting(waiting);
  return due.length > 1 ? due : [];
}

/** As many of some runs, from the first on, as one may hold. */
function fitting(runs: readonly PostingRun[]): readonly PostingRun[] {
  const tooMany = runs.findIndex((_, end) => !fits(runs.slice(0, end + 1)));
  return tooMany === -1 ? runs : runs.slice(0, tooMany);
}

function fits(runs: readonly PostingRun[]): boolean {
  const entries = runs.reduce((sum, { count }) => sum + count, 0);
  const blocks = runs.reduce((sum, { bits }) => sum + 2 ** bits, 0);
  return entries <= maxEntries && blocks <= 2 ** largest;
}

/** Index of the entry behind the last one that runs cover. */
export function endOf(runs: readonly PostingRun[]): number {
  return runs.reduce((end, { first, count }) => Math.max(end, first + count), 0);
}

/** The month of an instant (UTC ISO 8601, or a prefix of it: `2026-11`): years * 12 + months from 0. */
export function monthOf(at: string): number {
  return Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1;
}
