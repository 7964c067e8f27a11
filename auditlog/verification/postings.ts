import { type Span, splitSpans } from '../spans.js';
import type { LogQuery } from '../store/pool.js';
import { countOrphanBlocks, findRun, type PlacedRun, readBlocks, readPlacedRuns } from '../store/postings/readRuns.js';
import { readTokens } from '../store/postings/readTokens.js';
import { endOf, type PostingRun } from '../store/postings/runs.js';
import { StoredPostings } from '../store/postings/storedPostings.js';
import { Faults } from './faults.js';
import { workedSince } from './pacer.js';
import type { Pace } from './pages/checkPages.js';

/** What is compared: the postings of a log's entries, but not those of runs that end before `from`. */
interface PostingsToCheck {
  readonly log: string;
  readonly from: number;
  readonly pace?: Pace | undefined;
}

/**
 * Adds faults for postings that are not those of the tokens of the entries: a search of the log would miss a look, or slow down. Tokens
 * themselves are compared with the leaves where there are keys for it.
 */
export async function addFalsePostings(db: LogQuery, at: PostingsToCheck, faults: Faults): Promise<void> {
  const runs = await readPlacedRuns(db, at.log);
  addFalseRuns(runs, faults);
  const end = endOf(runs);
  for (let next = at.from; next < end; ) {
    // Read one by one: the log's writer makes one of several meanwhile.
    const run = await findRun(db, at.log, next);
    if (!run) break;
    const found = await compareRun(db, run, at);
    const again = found.size === 0 ? null : await findRun(db, at.log, run.first);
    addLasting(found, again ? await compareRun(db, again, at) : found, faults);
    next = run.first + run.count;
  }
  const orphans = await countOrphanBlocks(db);
  if (orphans > 0) faults.add(null, `${orphans} blocks of postings belong to no run`);
}

/** Adds faults for runs that do not cover the entries before the last one's end, each once, in their month. */
function addFalseRuns(runs: readonly PlacedRun[], faults: Faults): void {
  let next = 0;
  for (const { first, count, month, months } of runs) {
    const last = first + count - 1;
    if (first > next) faults.add(next, 'no run of postings covers it, and one covers later entries', first - 1);
    if (first < next) faults.add(first, 'more than one run of postings covers it', Math.min(last, next - 1));
    // Entries that are known to be missing have their fault already.
    if (months.includes(null) && faults.within(first, last + 1).length === 0)
      faults.add(last, 'a run of postings covers a place without an entry');
    if (months.some((own) => own !== null && own !== month))
      faults.add(first, 'its postings stand in another month', last);
    next = Math.max(next, last + 1);
  }
}

/** Adds what is at fault both times: an act that takes tokens and postings may come between their readings, and another the next time. */
function addLasting(first: Faults, second: Faults, faults: Faults): void {
  for (const what of new Set(second.list().map((fault) => fault.what)))
    for (const { from, to } of splitSpans(spansOf(second, what), spansOf(first, what)).within)
      faults.add(from, what, to);
}

function spansOf(faults: Faults, wanted: string): readonly Span[] {
  return faults
    .list()
    .flatMap(({ index, to, what }) => (index === null || what !== wanted ? [] : [{ from: index, to: to ?? index }]));
}

/** Blocks that are walked in one turn: some 60,000 postings, a few milliseconds. */
const blocksAtOnce = 1000;

async function compareRun(db: LogQuery, run: PostingRun, { log, pace }: PostingsToCheck): Promise<Faults> {
  const { first, count } = run;
  const faults = new Faults();
  let used = process.cpuUsage();
  const rest = async (): Promise<void> => {
    await pace?.(workedSince(used));
    used = process.cpuUsage();
  };
  const stored = new StoredPostings(run);
  const blocks = await readBlocks(db, run);
  for (let from = 0; from < blocks.length; from += blocksAtOnce) {
    stored.add(blocks.slice(from, from + blocksAtOnce));
    await rest();
  }
  for await (const page of readTokens(db, { log, from: first, to: first + count })) {
    for (const { index, tokens } of page)
      if (!stored.hasAll(index, tokens)) faults.add(index, 'a posting of one of its tokens is missing');
    await rest();
  }
  const unfound = new Set<number>();
  for (const part of stored.unfound()) {
    for (const index of part) unfound.add(index);
    await rest();
  }
  for (const index of [...unfound].sort((a, b) => a - b))
    faults.add(index, 'a posting stands for it that is of none of its tokens');
  if (stored.isDisordered)
    faults.add(first, 'their postings are not stored as a writer stores them', first + count - 1);
  return faults;
}
