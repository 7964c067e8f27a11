import { type ComparedEntry, readCompared } from '../store/comparing.js';
import { type BodyOpeners, type PageKeys, readKeys } from '../store/keyTree/entryKeys.js';
import type { LogQuery } from '../store/pool.js';
import { findNextEntry, readNodes } from '../store/verification.js';
import type { BodyThread } from './bodies/bodyThread.js';
import type { CheckedBody } from './bodies/checkBody.js';
import { lockedIn } from './checkEntry.js';

/** The entries of a range of places, and the subtrees that end in it. */
export interface Page {
  readonly entries: readonly ComparedEntry[];
  readonly keys: PageKeys;
  /** What a thread found of bodies, by the index of the entry. */
  readonly bodies: ReadonlyMap<number, CheckedBody>;
  /** By `level/index`. */
  readonly nodes: ReadonlyMap<string, Uint8Array>;
  /** Exclusive. */
  readonly to: number;
}

/** Places of a log to read. */
export interface PlacesToRead {
  readonly log: string;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly pageSize: number;
  /** Pages that are read while one is worked on. Why: hashing here and comparing in PostgreSQL are work for two cores. */
  readonly ahead: number;
  readonly openers: BodyOpeners;
  /** What opens bodies while a page is worked on; null where they are opened with the rest. */
  readonly thread: BodyThread | null;
}

/** Reads a log page by page; a hole of many pages is passed over at once. */
export async function* readPages(db: LogQuery, places: PlacesToRead): AsyncGenerator<Page> {
  const { log, to: size, pageSize, ahead, openers, thread } = places;
  const isOpened = openers.seal.length > 0;
  const read = async (from: number): Promise<Page> => {
    const to = Math.min(size, from + pageSize);
    const [entries, nodes] = await Promise.all([
      readCompared(db, { log, from, to, isOpened }),
      readNodes(db, { log, from, to }),
    ]);
    // Why behind the entries: the act that erased one is durable before its key goes.
    const keys = await readKeys(openers, log, entries.map(lockedIn));
    const bodies = (await thread?.open(entries, keys)) ?? new Map();
    return { entries, keys, bodies, nodes, to };
  };
  let next = places.from;
  let pages: Promise<Page>[] = [];
  while (pages.length > 0 || next < size) {
    for (; pages.length <= ahead && next < size; next += pageSize) pages.push(quiet(read(next)));
    const page = await (pages.shift() ?? read(next));
    yield page;
    if (page.entries.length > 0 || page.to >= size) continue;
    await Promise.allSettled(pages);
    pages = [];
    next = (await findNextEntry(db, log, page.to)) ?? size;
  }
}

/** A page that nobody may come to wait for, as what was read before it ended the reading. */
function quiet(page: Promise<Page>): Promise<Page> {
  page.catch(() => undefined);
  return page;
}
