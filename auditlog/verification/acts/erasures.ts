import { countOf, mergeSpans, parseSpan, type Span, splitSpans, writeSpan } from '../../spans.js';
import type { LogQuery } from '../../store/pool.js';
import type { BodyKeys } from '../checkEntry.js';
import type { Faults } from '../faults.js';
import { type Act, type EntryAt, findActs } from './acts.js';
import { findHolds, type Hold, stoodAt } from './holds.js';

/** Entries that were erased or have expired, and the entry that says so. */
export interface Erasure extends Span {
  readonly kind: 'ERASE' | 'EXPIRE';
  readonly by: EntryAt;
  /** False if that entry could not be opened, without the seal key. */
  readonly isOpened: boolean;
  /** Number of entries that it took, and no act before it. */
  readonly count: number;
}

/**
 * The request id of an ERASE entry. It names the entries in clear, so that a reader without keys can tell an act from a loss; and
 * since the log takes a request id once, an act that was cut short is not written twice.
 */
export function erasingId(log: string, span: Span): string {
  return `erase/${log}/${writeSpan(span)}`;
}

/** The request id of an EXPIRE entry, whose header names the entries; the first one makes the id unique in a log. */
export function expiringId(
  log: string,
  of: { readonly class: string; readonly first: string; readonly last: string; readonly index: number },
): string {
  return `expire/${log}/${of.class}/${of.first}/${of.last}/${of.index}`;
}

/** What an act took: the keys of erased entries, the headers too of expired ones. */
export interface Taking {
  readonly kind: Erasure['kind'];
  readonly act: Act;
  readonly spans: readonly Span[];
}

/** The acts, in all logs of the database, that took something from a log. */
export async function findTakings(db: LogQuery, log: string, keys: BodyKeys): Promise<readonly Taking[]> {
  const erase = `erase/${log}/`;
  const erasing = await findActs(db, 'ERASE', erase, keys);
  const expiring = await findActs(db, 'EXPIRE', `expire/${log}/`, keys);
  const spansOf = (texts: readonly string[]): readonly Span[] => texts.flatMap((text) => parseSpan(text) ?? []);
  return [
    ...erasing.acts.map((act): Taking => {
      return { kind: 'ERASE', act, spans: spansOf([act.header.requestId.slice(erase.length)]) };
    }),
    ...expiring.acts.map((act): Taking => ({ kind: 'EXPIRE', act, spans: spansOf(act.header.spans ?? []) })),
  ];
}

/**
 * Entries that acts of a kind took, yet whose keys were found: an act was cut short, or somebody put keys back.
 *
 * @param takings read before the entries: a later act may have taken what was read
 */
export function findUndone(
  takings: readonly Taking[],
  kind: Taking['kind'],
  read: Span,
  { absent, expired }: Pick<Missed, 'absent' | 'expired'>,
): readonly Span[] {
  const spans = mergeSpans(takings.flatMap((taking) => (taking.kind === kind ? taking.spans : [])));
  return splitSpans(splitSpans(spans, [read]).within, [...absent, ...expired]).rest;
}

/** What a reading of a log missed. */
export interface Missed {
  readonly absent: readonly Span[];
  readonly named: readonly Span[];
  readonly expired: readonly Span[];
  /** Expired entries by their day. */
  readonly days: ReadonlyMap<string, readonly Span[]>;
}

/** The acts that explain what is missing, and those that were cut short: erasures that left tokens, expiries that left headers. */
export interface Explained {
  readonly erasures: readonly Erasure[];
  readonly toErase: readonly Span[];
  readonly toExpire: readonly Span[];
}

/**
 * Compares entries without key or header with the acts that took them. An entry that no act names is a fault, as is one that was on
 * hold when the act was written.
 */
export async function explainMissed(
  db: LogQuery,
  log: string,
  { absent, named, expired, days }: Missed,
  keys: BodyKeys,
  faults: Faults,
): Promise<Explained> {
  if (absent.length === 0 && expired.length === 0) return { erasures: [], toErase: [], toExpire: [] };
  // Read after the keys were found missing: an act is durable before the keys go.
  const takings = await findTakings(db, log, keys);
  const { holds } = await findHolds(db, log, keys);
  const expiries = takings.filter(({ kind }) => kind === 'EXPIRE');
  const byKey = explain(absent, takings, holds, 'its key is gone', faults);
  const byHeader = explain(expired, expiries, holds, 'its header is gone', faults);
  for (const { from, to } of byKey.rest) faults.add(from, 'its key is gone, and no ERASE entry names it', to);
  for (const { from, to } of byHeader.rest) faults.add(from, 'its header is gone, and no EXPIRE entry names it', to);
  const going = expiries.flatMap(({ spans }) => spans);
  for (const [day, spans] of days) {
    const own = expiries.filter(({ act }) => isOfDay(act, day)).flatMap((taking) => taking.spans);
    for (const { from, to } of splitSpans(splitSpans(spans, going).within, own).rest)
      faults.add(from, 'its day is none that the EXPIRE entry names', to);
  }
  return {
    erasures: [...byKey.erasures, ...byHeader.erasures],
    toErase: splitSpans(named, going).rest,
    toExpire: splitSpans(absent, going).within,
  };
}

/** True of an EXPIRE entry that names this day. */
function isOfDay({ header }: Act, day: string): boolean {
  const [, , , first = '', last = ''] = header.requestId.split('/');
  return first <= day && day <= last;
}

/** Which of some entries each act took first, and which none took. */
function explain(
  spans: readonly Span[],
  takings: readonly Taking[],
  holds: readonly Hold[],
  what: string,
  faults: Faults,
): { readonly erasures: readonly Erasure[]; readonly rest: readonly Span[] } {
  let rest = spans;
  const erasures = takings.flatMap(({ kind, act, spans: taken }): Erasure[] => {
    const split = splitSpans(rest, taken);
    rest = split.rest;
    for (const hold of holds.filter((each) => stoodAt(each, act))) {
      const by = `${hold.act.by.log}/${hold.act.by.index}`;
      for (const { from, to } of splitSpans(split.within, hold.spans).within)
        faults.add(from, `${what}, though the HOLD entry ${by} held it`, to);
    }
    const [first, last] = [split.within[0], split.within.at(-1)];
    if (!first || !last) return [];
    const { by, isOpened } = act;
    return [{ kind, from: first.from, to: last.to, by, isOpened, count: countOf(split.within) }];
  });
  return { erasures, rest };
}
