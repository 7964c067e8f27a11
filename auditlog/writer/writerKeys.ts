import { randomBytes } from 'node:crypto';
import type { PortcullisError } from '../../schema/errors.js';
import type { EntryKeys } from '../entry/encode.js';
import type { AuditKeys } from '../keys.js';
import { isOver, type KeyNode, rootLevel, rootPlaceOf, spanOf } from '../keyTree/node.js';
import { puncture } from '../keyTree/puncture.js';
import { type StoredNode, unwrapNode, wrapNode } from '../keyTree/storedNode.js';
import { KeyWalker } from '../keyTree/walker.js';
import { within } from '../opening/connection.js';
import { dayOf } from '../store/keyTree/entryKeys.js';
import { changingNodes, insertNodes, readNodes } from '../store/keyTree/treeKeys.js';
import type { LogQuery } from '../store/pool.js';
import { type Retention, retentions } from '../types.js';
import { unavailable } from './pending.js';

/** The trees of one day, as far as a writer walks them. */
type DayKeys = ReadonlyMap<Retention, readonly { readonly node: KeyNode; readonly walker: KeyWalker }[]>;

/**
 * The keys of the entries that one writer places. Invariant: the node that gives an entry's key is stored before the entry; a key
 * that is lost with the process belongs to no entry.
 */
export class WriterKeys implements EntryKeys {
  readonly #log: string;
  readonly #keys: Pick<AuditKeys, 'auditSeal' | 'store'>;
  readonly #timeoutMs: number;
  /** By day and root. */
  readonly #days = new Map<string, DayKeys>();
  readonly #loading = new Map<string, Promise<void>>();
  /** Day of the newest entry; null if none is known. */
  #lastDay: string | null = null;

  constructor(log: string, keys: Pick<AuditKeys, 'auditSeal' | 'store'>, timeoutMs: number) {
    this.#log = log;
    this.#keys = keys;
    this.#timeoutMs = timeoutMs;
  }

  /** Goes on after the last entry of a log. */
  resume(lastAt: string | null): void {
    this.#lastDay = lastAt && dayOf(lastAt);
  }

  /**
   * Makes ready the keys of the entries that are placed next.
   *
   * @param size entries in the log
   * @param count entries that are placed now
   * @returns why the keys cannot be had; null if they are ready
   */
  async ready(at: string, size: number, count: number): Promise<PortcullisError | null> {
    // Why never an earlier day: its new roots would cover the entries that it has.
    const day = this.#lastDay !== null && dayOf(at) < this.#lastDay ? this.#lastDay : dayOf(at);
    try {
      for (const root of new Set([rootPlaceOf(size), rootPlaceOf(size + Math.max(0, count - 1))])) {
        if (!this.#days.has(nameOf(day, root))) await this.#load(day, root, size);
      }
      if (day !== this.#lastDay) this.#forgetBefore(day);
      this.#lastDay = day;
      // In the last hour of a day, the next day's too: midnight then costs no append.
      if (at.slice(11, 13) === '23') this.#prepareNext(day, size);
      return null;
    } catch (error) {
      return unavailable('The keys of its entries cannot be reached.', error);
    }
  }

  /** True if an entry could be placed now. */
  async areReady(size: number): Promise<boolean> {
    return (await this.ready(new Date().toISOString(), size, 1)) === null;
  }

  keyOf({ retention, at }: { readonly retention: Retention; readonly at: string }, index: number): Uint8Array {
    const keys = this.#days.get(nameOf(dayOf(at), rootPlaceOf(index)))?.get(retention);
    const found = keys?.find(({ node }) => isOver(node, index));
    if (!found) throw unavailable(`The key of entry ${index} was destroyed before it was written.`);
    return found.walker.keyOf(index);
  }

  #forgetBefore(day: string): void {
    for (const name of this.#days.keys()) if (name < day) this.#days.delete(name);
  }

  #prepareNext(day: string, size: number): void {
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    const root = rootPlaceOf(size);
    // Why a failure is ignored: the first entry of that day tries again, and reports it.
    if (!this.#days.has(nameOf(next, root))) this.#load(next, root, size).catch(() => undefined);
  }

  #load(day: string, root: number, size: number): Promise<void> {
    const name = nameOf(day, root);
    const loading =
      this.#loading.get(name) ??
      within(this.#timeoutMs, this.#open(day, root, size))
        .then((keys) => void this.#days.set(name, keys))
        .finally(() => this.#loading.delete(name));
    this.#loading.set(name, loading);
    return loading;
  }

  /** The nodes of a day over entries to come: the stored ones, and new ones where none is stored. */
  async #open(day: string, root: number, size: number): Promise<DayKeys> {
    const { store, auditSeal } = this.#keys;
    const { first, last } = spanOf({ level: rootLevel, place: root });
    const wanted = retentions.map((each) => ({ class: each, day, from: Math.max(first, size), to: last }));
    const read = (db: LogQuery): Promise<readonly StoredNode[]> => readNodes(db, this.#log, wanted);
    const fresh = (stored: readonly StoredNode[]): readonly StoredNode[] =>
      retentions.flatMap((each) => {
        const own = stored.filter((node) => node.class === each).map(spanOf);
        // Why not over entries that the day has already: those have keys of their own, or had.
        const isBegun = (this.#lastDay === day || own.length > 0) && size > first;
        const taken = [...own, ...(isBegun ? [{ first, last: size - 1 }] : [])];
        const whole: KeyNode = { level: rootLevel, place: root, key: randomBytes(32) };
        const spans = taken.map((span) => ({ from: span.first, to: span.last }));
        const nodes = spans.length === 0 ? [whole] : puncture([whole], spans).kept;
        return nodes.map((node) => wrapNode({ log: this.#log, class: each, day }, node, auditSeal()[0]));
      });
    const stored = await read(store);
    if (fresh(stored).length === 0) return this.#unwrap(stored);
    return await changingNodes(store, this.#log, async (client) => {
      // Why read again, before and after: another process may insert too, and what is stored counts.
      await insertNodes(client, fresh(await read(client)));
      return this.#unwrap(await read(client));
    });
  }

  #unwrap(stored: readonly StoredNode[]): DayKeys {
    const seal = this.#keys.auditSeal();
    const opened = stored.map((node) => {
      const found = unwrapNode(node, seal);
      if (!found) throw new Error(`a node of ${node.class} of ${node.day} does not open under the present keys`);
      return { class: node.class, node: found, walker: new KeyWalker(found) };
    });
    return new Map(retentions.map((each) => [each, opened.filter((node) => node.class === each)]));
  }
}

function nameOf(day: string, root: number): string {
  return `${day}/${root}`;
}
