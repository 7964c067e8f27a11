import { readCompared } from '../../store/comparing.js';
import { readKeys } from '../../store/keyTree/entryKeys.js';
import type { LogQuery } from '../../store/pool.js';
import { findTokened, readNodes } from '../../store/verification.js';
import { type BodyKeys, checkEntry, lockedIn } from '../checkEntry.js';
import { NamedEnvelopes } from '../envelopes.js';
import { workedSince } from '../pacer.js';
import { type CheckedPage, PageWriting } from './checkedPage.js';

/** Places of a log. */
export interface Places {
  readonly log: string;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Reads pages of a log and checks each entry by itself. */
export interface PageChecker {
  /** How many pages are worth requesting while another is under way. */
  readonly ahead: number;
  check(places: Places): Promise<CheckedPage>;
}

/** Awaited after some milliseconds of work, with their number, so that others have their turn. */
export type Pace = (workedMs: number) => Promise<void>;

/** Milliseconds of work between calls of a `Pace`. */
const longestTurn = 10;

/** Checks pages in the caller's thread. */
export function checkPages(db: LogQuery, keys: BodyKeys, pace?: Pace): PageChecker {
  const isOpened = keys.seal().length > 0;
  const envelopes = new NamedEnvelopes(db, keys);
  return {
    // Paced work requests no more than it works on.
    ahead: pace ? 0 : 2,
    async check({ log, from, to }) {
      const [entries, nodes] = await Promise.all([
        readCompared(db, { log, from, to, isOpened }),
        readNodes(db, { log, from, to }),
      ]);
      // Keys after entries: an act is durable before a key goes.
      const find = await readKeys(keys, log, entries.map(lockedIn));
      const page = new PageWriting(entries.length);
      const named = new Map<string, number[]>();
      let turn = pace && beginTurn();
      for (const [place, entry] of entries.entries()) {
        const checked = checkEntry(entry, log, keys, find);
        page.add(place, entry, checked);
        for (const digest of checked.envelopes ?? []) addTo(named, digest, place);
        if (!turn || !pace || performance.now() - turn.since < longestTurn) continue;
        await pace(workedSince(turn.used));
        turn = beginTurn();
      }
      if (turn && pace) await pace(workedSince(turn.used));
      page.setTokened(await findTokened(db, log, page.absent));
      for (const [digest, fault] of await envelopes.findFalse([...named.keys()]))
        for (const place of named.get(digest) ?? []) page.addFault(place, fault);
      return page.end(to, nodes);
    },
  };
}

function beginTurn() {
  return { since: performance.now(), used: process.cpuUsage() };
}

function addTo(places: Map<string, number[]>, digest: string, place: number): void {
  const known = places.get(digest);
  if (known) known.push(place);
  else places.set(digest, [place]);
}
