import type { CompactRange } from '../merkle.js';
import { addToGroup, addToSpans, type Span, splitSpans } from '../spans.js';
import type { LogQuery } from '../store/pool.js';
import { findRewritten } from '../store/verification.js';
import type { Faults } from './faults.js';
import type { KnownHead } from './heads.js';
import { workedSince } from './pacer.js';
import { type CheckedPage, leafAt, type Remark } from './pages/checkedPage.js';
import type { Pace, PageChecker } from './pages/checkPages.js';
import { readPages } from './pages/readPages.js';
import { blockSize, type NodeAt, Tree } from './tree.js';
import { Waits } from './waits.js';

/** A log to read, and what it is compared with. */
export interface LogToRead {
  readonly log: string;
  /** The range before the first entry that is read, taken as it is; empty by default. */
  readonly start?: CompactRange;
  /** How many entries of `start` are above suspicion if a head does not fit; all by default. */
  readonly fitted?: number;
  readonly size: number;
  /** Smallest first, none beyond `size`. */
  readonly heads: readonly KnownHead[];
  readonly checkpoints: readonly { readonly size: number; readonly at: string }[];
  readonly now: number;
  readonly faults: Faults;
}

/** Wider holes are not searched block by block, entries. */
const widestHole = 65_536;

/** Reads the entries of a log from front to end, once. */
export class LogReading {
  /** Entries whose key is gone. */
  readonly absent: Span[] = [];
  /** Those of `absent` that still have tokens. */
  readonly named: Span[] = [];
  /** Entries whose header is gone. */
  readonly expired: Span[] = [];
  /** Expired entries by their day. */
  readonly days = new Map<string, Span[]>();
  /** True if keys were not looked for. */
  hasUnseen = false;
  /** Checkpoints that fit. */
  fitting = 0;
  /** Entries under the largest trusted head that fits. */
  proven = 0;
  readonly #db: LogQuery;
  readonly #of: LogToRead;
  readonly #tree: Tree;
  readonly #waits: Waits;
  #nextHead = 0;
  /** Entries under the last head that fits. */
  #fitted: number;
  #isForked = false;
  /** The entries after the proven head up to the last head that fits, before a kept head that does not. */
  #other: (Span & { readonly name: string }) | null = null;
  /** Time of the last entry that states it, milliseconds since 1970. */
  #placed = Number.NEGATIVE_INFINITY;
  /** Entries that expired since then, by their day. */
  readonly #between = new Map<string, Span[]>();

  constructor(db: LogQuery, of: LogToRead) {
    this.#db = db;
    this.#of = of;
    this.#tree = new Tree(of.start);
    this.#fitted = of.fitted ?? this.#tree.size;
    this.#waits = new Waits(of.checkpoints, of.now);
  }

  /** Root over the entries, hex; null if one is missing. */
  get root(): string | null {
    const { root } = this.#tree;
    return root && Buffer.from(root).toString('hex');
  }

  /** Entries that were unsigned for too long. */
  get unsigned(): readonly Span[] {
    return this.#waits.list();
  }

  async read(checker: PageChecker, pageSize: number, pace?: Pace): Promise<void> {
    const { log, size } = this.#of;
    await this.#compare();
    for await (const page of readPages(this.#db, checker, { log, from: this.#tree.size, to: size, pageSize })) {
      const used = pace && process.cpuUsage();
      await this.#takePage(page);
      if (used) await pace(workedSince(used));
    }
    this.#order(Number.POSITIVE_INFINITY);
    await this.#miss(size, () => undefined);
    this.#addFalseNodes(this.#tree.takeUnsettled());
  }

  async #takePage(page: CheckedPage): Promise<void> {
    const { indices, nodes, remarks, placed, to } = page;
    const nodeAt: NodeAt = (level, index) => nodes.get(`${level}/${index}`);
    if (page.hasUnseen) this.hasUnseen = true;
    for (const [place, index] of indices.entries()) {
      if (index > this.#tree.size) await this.#miss(index, nodeAt);
      const remark = remarks.get(place);
      const time = placed[place] ?? Number.NaN;
      if (remark) this.#note(index, remark, time);
      if (index < this.#tree.size) {
        this.#of.faults.add(index, 'another entry stands in its place');
        continue;
      }
      const isExpired = remark?.body === 'EXPIRED';
      if (!isExpired && !Number.isNaN(time)) this.#order(time);
      this.#waits.add(index, isExpired ? Number.NaN : time, remark?.isOpening === true);
      const stored = remark?.storedLeaf;
      this.#tree.append([leafAt(page, place), ...(stored ? [stored] : [])], nodeAt);
      if (this.#tree.size >= this.#nextSize) await this.#compare();
    }
    // An empty page may begin a hole, whose end is not known yet.
    if (indices.length > 0) await this.#miss(to, nodeAt);
  }

  #note(index: number, { faults, body, hasTokens }: Remark, time: number): void {
    for (const fault of faults) this.#of.faults.add(index, fault);
    if (body === 'ABSENT') {
      addToSpans(this.absent, index);
      if (hasTokens) addToSpans(this.named, index);
    }
    if (body !== 'EXPIRED') return;
    addToSpans(this.expired, index);
    if (Number.isNaN(time)) return;
    for (const days of [this.days, this.#between]) addToGroup(days, dayOf(time), index);
  }

  /** Time never falls within a log: an expired entry's day is between those of the entries around it. */
  #order(time: number): void {
    if (this.#between.size > 0) {
      const [first, last] = [dayOf(this.#placed), dayOf(time)];
      for (const [day, spans] of this.#between)
        if (day < first || day > last)
          for (const { from, to } of spans)
            this.#of.faults.add(from, 'its day is not that of its place in the log', to);
      this.#between.clear();
    }
    this.#placed = time;
  }

  /** Continues at an index; all entries before it are missing. */
  async #miss(until: number, nodeAt: NodeAt): Promise<void> {
    if (until <= this.#tree.size) return;
    this.#of.faults.add(this.#tree.size, 'the entry is missing', until - 1);
    if (until - this.#tree.size > widestHole) this.#tree.lose(until);
    while (this.#tree.size < until) {
      this.#tree.append([], nodeAt);
      await this.#compare();
    }
  }

  /** Size of the next head. */
  get #nextSize(): number {
    return this.#of.heads[this.#nextHead]?.size ?? Number.POSITIVE_INFINITY;
  }

  /** Compares the tree with the heads of its present size. */
  async #compare(): Promise<void> {
    const { heads, faults } = this.#of;
    const { size } = this.#tree;
    for (let head = heads[this.#nextHead]; head && head.size <= size; head = heads[this.#nextHead]) {
      this.#nextHead += 1;
      const settled = head.size === size ? this.#tree.settle(head.root) : null;
      if (settled) {
        for (const block of settled.falseBlocks) await this.#addFalseBlock(block, head);
        this.#addFalseNodes(settled.falseNodes);
        this.#addOtherHistory(head);
        if (head.by === 'TRUST') this.proven = size;
        if (head.by === 'CHECKPOINT') this.fitting += 1;
        this.#fitted = size;
        this.#isForked = false;
      } else if (!this.#isForked && !(this.#tree.root === null && faults.within(this.#fitted, head.size).length > 0)) {
        // After a head that does not fit none will, unless the false entry was found: report it once.
        await this.#addFalse(this.#fitted, head.size, head);
        this.#isForked = true;
        if (head.by === 'TRUST' || head.by === 'REGISTER')
          this.#other = { from: this.proven, to: this.#fitted - 1, name: head.name };
      }
    }
  }

  /**
   * A checkpoint that fits after a kept head that does not shows that the key's holder signed two histories. They may part before
   * the fitting checkpoints, which then prove nothing.
   */
  #addOtherHistory({ by }: KnownHead): void {
    if (by !== 'CHECKPOINT' || !this.#other) return;
    const { from, to, name } = this.#other;
    this.#other = null;
    const what = `one of these may be at fault, too: the key of the log signed heads over them and behind them that are not of the history of ${name}`;
    if (from <= to) this.#of.faults.add(from, what, to);
  }

  async #addFalseBlock(block: number, head: KnownHead): Promise<void> {
    const [from, to] = [block * blockSize, (block + 1) * blockSize];
    if (this.#of.faults.within(from, to).length === 0) await this.#addFalse(from, to, head);
  }

  /** Adds a fault at those of some entries that most likely differ from what a head covers. */
  async #addFalse(from: number, to: number, head: KnownHead): Promise<void> {
    const { log, faults } = this.#of;
    const what = `it is not the entry that ${head.name} is over`;
    // An act that erases rewrites rows, too.
    const rewritten = splitSpans(await findRewritten(this.#db, log, from, to), this.absent).rest;
    const suspects = rewritten.length > 0 ? rewritten : faults.within(from, to);
    for (const suspect of suspects) faults.add(suspect.from, what, suspect.to);
    if (suspects.length === 0) {
      faults.add(from, to - from === 1 ? what : `one of these entries or more: ${what}`, to - 1);
    }
  }

  #addFalseNodes(nodes: readonly { level: number; index: number; isMissing: boolean }[]): void {
    for (const { level, index, isMissing } of nodes) {
      const what = `the stored subtree ${index} of level ${level} is ${isMissing ? 'missing' : 'false'}`;
      this.#of.faults.add((index + 1) * 2 ** level - 1, what);
    }
  }
}

/** UTC day of milliseconds since 1970. */
function dayOf(time: number): string {
  if (!Number.isFinite(time)) return time < 0 ? '' : '~';
  return new Date(time).toISOString().slice(0, 10);
}
