import { PortcullisError } from '../../schema/errors.js';
import { decodeEntry } from '../entry/decode.js';
import { kindsOf } from '../entry/header.js';
import { openOwnCheckpoint } from '../signing/checkpoints.js';
import { addToGroup, addToSpans, countOf, mergeSpans, type Span, splitSpans } from '../spans.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { destroyDays } from '../store/keyTree/destroyKeys.js';
import { dayOf, readKeys } from '../store/keyTree/entryKeys.js';
import { mayDestroyNodes } from '../store/keyTree/treeKeys.js';
import { withActLock } from '../store/lock.js';
import { mayDestroyTokens } from '../store/retention/erase.js';
import {
  type ExpirableEntry,
  findEnds,
  findExpirable,
  mayStripEntries,
  stripEntries,
} from '../store/retention/expire.js';
import { streamEntries } from '../store/rows.js';
import type { Retention } from '../types.js';
import { findTakings, type Taking } from '../verification/acts/erasures.js';
import { type Erasing, notAllowed } from './erase.js';
import { findHeld } from './hold.js';

/** Classes of entries that expire. Why not HOUSE: its entries explain what became of others, as long as the log stands. */
export type Expirable = Exclude<Retention, 'HOUSE'>;

/** Runs of entries that one EXPIRE entry names: some 30 kB of header. */
const maxRuns = 2000;

/** What one EXPIRE entry says: which entries of a class expire, and the days of the first and the last. */
export interface Expiry {
  readonly first: string;
  readonly last: string;
  readonly spans: readonly Span[];
}

/** What expiry needs. */
export interface Expiring extends Omit<Erasing, 'spans' | 'append'> {
  readonly class: Expirable;
  /** UTC day; entries of earlier days expire. */
  readonly before: string;
  /** Says what would expire, and changes nothing. */
  readonly isDry?: boolean;
  /** Called if the newest day is due too: begins a later one if it may, and says whether it did, or would. */
  beginDay?(): Promise<boolean>;
  /** Appends an EXPIRE entry for each; resolves when they are durable, or existed before. */
  append(expiries: readonly Expiry[]): Promise<void>;
}

/** What expired of a log. */
export interface Expired {
  readonly expiries: readonly Expiry[];
  /** Number of entries, with those that an interrupted expiry had named. */
  readonly count: number;
  /** Entries on hold, which stay. */
  readonly held: number;
  /** UTC day; entries of this day and later ones stay. At most the day of the newest signed entry. */
  readonly before: string;
}

/**
 * Expires the entries of a class that were placed before a day: first it writes the EXPIRE entries that name them, then it destroys
 * the keys of these days, then all else but the leaves, which may be in another database. After a kill in between, the same call
 * completes it. Entries on hold stay, and so does the outcome of a held INTENT.
 *
 * The newest day of a log never expires, whatever a clock says. That is enough: time never falls within a log, so no writer places
 * an entry on an earlier day, even with a wrong clock or a lost lease. In a log that nobody writes, a day is begun first.
 *
 * @throws PortcullisError FORBIDDEN for a login that may not; AUDIT_FORKED if an entry is not what it was, or is gone
 *   already and no act names it; AUDIT_UNAVAILABLE, and nothing expires
 */
export async function expireEntries(expiring: Expiring): Promise<Expired> {
  const { db, store, log } = expiring;
  if (
    !expiring.isDry &&
    !((await mayDestroyTokens(db)) && (await mayStripEntries(db)) && (await mayDestroyNodes(store)))
  )
    throw notAllowed();
  return await withActLock(db, log, () => expireAlone(expiring));
}

async function expireAlone(expiring: Expiring): Promise<Expired> {
  const { db, store, log, keys, class: of, isDry = false } = expiring;
  const before = await lastDayOf(expiring);
  const takings = await findTakings(db, log, keys);
  const named = spansOf(takings.filter(({ kind }) => kind === 'EXPIRE'));
  const held = await findHeld(db, log, keys);
  const stays = mergeSpans([...held, ...(await findEnds(db, log, held))]);
  const found = await scan({ ...expiring, before }, { takings, named, stays });
  if (isDry) return { ...found, before };
  if (found.expiries.length > 0) await expiring.append(found.expiries);
  await destroyDays(store, { log, seal: keys.seal }, { class: of, before, kept: found.kept });
  for (const { spans } of [...found.expiries, { spans: found.late }])
    if (spans.length > 0) await stripEntries(db, log, spans);
  return { ...found, before };
}

/** What may expire in a log. */
interface Scanned extends Omit<Expired, 'before'> {
  /** Entries that an act names already, of which something is left. */
  readonly late: readonly Span[];
  /** By day: what stays. */
  readonly kept: ReadonlyMap<string, readonly Span[]>;
}

async function scan(
  { db, store, log, class: of, before }: Expiring,
  { takings, named, stays }: { readonly [name in 'named' | 'stays']: readonly Span[] } & { takings: readonly Taking[] },
): Promise<Scanned> {
  const days = new Map<string, Span[]>();
  for await (const page of findExpirable(db, { log, kinds: kindsOf[of], before })) {
    await assertThere({ store, log, takings }, page);
    for (const { index, header } of page) {
      const day = header && header.retention === of ? dayOf(header.at) : null;
      if (day === null || day >= before) throw forged(log, index, 'is not what its columns say');
      addToGroup(days, day, index);
    }
  }
  const kept = new Map<string, readonly Span[]>();
  const late: Span[] = [];
  const runs: { day: string; span: Span }[] = [];
  for (const [day, spans] of days) {
    const own = splitSpans(spans, named);
    const { within: held, rest: going } = splitSpans(own.rest, stays);
    late.push(...own.within);
    kept.set(day, held);
    runs.push(...going.map((span) => ({ day, span })));
  }
  const expiries = toExpiries(runs);
  const count = countOf(late) + expiries.reduce((sum, { spans }) => sum + countOf(spans), 0);
  return { expiries, count, held: countOf([...kept.values()].flat()), late, kept };
}

function toExpiries(runs: readonly { readonly day: string; readonly span: Span }[]): readonly Expiry[] {
  const expiries: Expiry[] = [];
  for (let from = 0; from < runs.length; from += maxRuns) {
    const own = runs.slice(from, from + maxRuns);
    const spans = own.map(({ span }) => span);
    expiries.push({ first: own[0]?.day ?? '', last: own.at(-1)?.day ?? '', spans });
  }
  return expiries;
}

/** An act written now would explain what somebody else took away. */
async function assertThere(
  { store, log, takings }: Pick<Expiring, 'store' | 'log'> & { readonly takings: readonly Taking[] },
  page: readonly ExpirableEntry[],
): Promise<void> {
  // Without a key-encryption key: whether a key exists is enough.
  const find = await readKeys({ seal: () => [], store }, log, page);
  const absent: Span[] = [];
  for (const entry of page) if (find(entry).state === 'ABSENT') addToSpans(absent, entry.index);
  const [taken] = absent.length === 0 ? [] : splitSpans(absent, spansOf(takings)).rest;
  if (taken) throw forged(log, taken.from, 'has no key any more, and no entry says why');
}

/** The day before which entries expire: the one asked for, or the newest of the log if that is earlier. */
async function lastDayOf(expiring: Expiring): Promise<string> {
  const { before, isDry = false, beginDay } = expiring;
  const newest = await findNewestDay(expiring);
  if (newest >= before || (await beginDay?.()) !== true) return earlier(newest, before);
  return isDry ? before : earlier(await findNewestDay(expiring), before);
}

/** Day of the newest signed entry; if there is none, a day before any entry. */
async function findNewestDay({ db, log, publicKeys }: Expiring): Promise<string> {
  const newest = await findNewestCheckpoint(db, log);
  const size = (newest && openOwnCheckpoint(newest.note, log, publicKeys)?.size) ?? 0;
  for await (const entry of streamEntries(db, { log, from: size - 1, to: size })) {
    const at = decodeEntry(entry)?.header.at;
    if (at === undefined) throw forged(log, entry.index, 'is damaged');
    return dayOf(at);
  }
  return '0001-01-01';
}

function earlier(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}

function spansOf(takings: readonly Taking[]): readonly Span[] {
  return takings.flatMap(({ spans }) => spans);
}

function forged(log: string, index: number, what: string): PortcullisError {
  return new PortcullisError('AUDIT_FORKED', {
    message: `Entry ${index} of ${log} ${what}. Run "portcullis audit verify".`,
  });
}
