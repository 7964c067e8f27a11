import type { CompactRange } from '../merkle.js';
import { addToGroup, addToSpans, type Span } from '../spans.js';
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

/** A log that is to be read, and what it is compared with. */
export interface LogToRead {
  readonly log: string;
  /** What stands before the first entry that is read, taken as it is; nothing by default. */
  readonly start?: CompactRange;
  /** Entries of them that are no suspects where a head does not fit; all by default. */
  readonly fitted?: number;
  readonly size: number;
  /** Not beyond `size`; smallest first. */
  readonly heads: readonly KnownHead[];
  readonly checkpoints: readonly { readonly size: number; readonly at: string }[];
  readonly now: number;
  readonly faults: Faults;
}

/** Holes of more entries than these are not gone through block by block. */
const widestHole = 65_536;

/** One reading of a log's entries from the front to the end. */
export class LogReading {
  /** Entries whose key is gone. */
  readonly absent: Span[] = [];
  /** Those of them that still have tokens. */
  readonly named: Span[] = [];
  /** Entries whose header is gone. */
  readonly expired: Span[] = [];
  /** Those, by the day that is left of them. */
  readonly days = new Map<string, Span[]>();
  /** True where nobody looked whether keys are there. */
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
  /** The entries between the head that is proven and the last one that fits, before a head that was kept and does not. */
  #other: (Span & { readonly name: string }) | null = null;
  /** When the last entry was placed that says so itself, and those that expired since, by the day that is left of them. */
  #placed = Number.NEGATIVE_INFINITY;
  readonly #between = new Map<string, Span[]>();

  constructor(db: LogQuery, of: LogToRead) {
    this.#db = db;
    this.#of = of;
    this.#tree = new Tree(of.start);
    this.#fitted = of.fitted ?? this.#tree.size;
    this.#waits = new Waits(of.checkpoints, of.now);
  }

  /** Root over the entries, hex; null where one is missing. */
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
    // An empty page may be the first of a hole, whose end is not known yet.
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

  /** Within a log time never falls: those that expired are of a day from that of the entry before them to that of the one behind. */
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

  /** Goes on to an index; what lies before it is missing. */
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

  /** Compares with the heads of the present size. */
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
        // Behind a head that does not fit none will, unless what is false is found: it is said once.
        await this.#addFalse(this.#fitted, head.size, head);
        this.#isForked = true;
        if (head.by === 'TRUST' || head.by === 'REGISTER')
          this.#other = { from: this.proven, to: this.#fitted - 1, name: head.name };
      }
    }
  }

  /**
   * Where heads behind one that was kept are signed over what stands here, who has the key signed two histories: then they may part
   * before the signed heads that fit, which tell nothing.
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

  /** Says at which of some entries the log is not what a head is over. */
  async #addFalse(from: number, to: number, head: KnownHead): Promise<void> {
    const { log, faults } = this.#of;
    const what = `it is not the entry that ${head.name} is over`;
    const rewritten = await findRewritten(this.#db, log, from, to);
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
