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

/** How many runs of about one size become one. A search of the month takes 0.2 ms for each; to merge a posting costs twice its storing. */
const fanIn = 64;

/** A smaller run counts as one of so many bits: a writer stores it when 16,384 postings wait. */
const smallest = 8;

/** Blocks of a run at most, as bits: 128 MB, which `audit verify` has in memory. */
const largest = 18;

/**
 * Runs to be made one, which follow each other; empty where none are due. A month that is over becomes one run, or few that are
 * large; in the last one, 64 runs of about one size do, so that each posting is written again once or twice, however long the log
 * gets.
 *
 * @param runs of one log, by their first entry
 */
export function dueForMerge(runs: readonly PostingRun[]): readonly PostingRun[] {
  const last = runs.at(-1)?.month;
  for (const month of new Set(runs.map((run) => run.month))) {
    if (month === last) continue;
    const over = runs.filter((run) => run.month === month);
    for (let start = 0; start < over.length - 1; start += 1) {
      const tooMany = over.findIndex((_, end) => !fits(over.slice(start, end + 1)));
      const due = over.slice(start, tooMany === -1 ? over.length : tooMany);
      if (due.length > 1) return due;
    }
  }
  const open = runs.filter(({ month }) => month === last);
  for (let tier = smallest; tier <= largest; tier += 6) {
    const due = open.slice(open.findLastIndex(({ bits }) => bits >= tier + 6) + 1);
    const alike = due.filter(({ bits }) => tier === smallest || bits >= tier);
    if (alike.length >= fanIn && fits(due)) return due;
  }
  return [];
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
