import { leafVersion } from '../entry/leaf.js';
import type { CompactRange } from '../merkle.js';
import { addToSpans, type Span } from '../spans.js';
import type { ComparedEntry } from '../store/comparing.js';
import type { PageKeys } from '../store/keyTree/entryKeys.js';
import type { LogQuery } from '../store/pool.js';
import { findRewritten } from '../store/verification.js';
import { BodyThread } from './bodies/bodyThread.js';
import type { CheckedBody } from './bodies/checkBody.js';
import { type BodyKeys, checkEntry, type WholeEntries } from './checkEntry.js';
import { NamedEnvelopes } from './envelopes.js';
import type { Faults } from './faults.js';
import type { KnownHead } from './heads.js';
import { type Page, readPages } from './pages.js';
import { blockSize, type NodeAt, Tree } from './tree.js';
import { Waits } from './waits.js';

/** A log that is to be read, and what it is compared with. */
export interface LogToRead {
  readonly log: string;
  /** What stands before the first entry that is read, taken as it is; nothing by default. */
  readonly start?: CompactRange;
  readonly size: number;
  /** Not beyond `size`; smallest first. */
  readonly heads: readonly KnownHead[];
  /** True where heads are known of more entries than there are. */
  readonly isCut: boolean;
  readonly checkpoints: readonly { readonly size: number; readonly at: string }[];
  readonly now: number;
  readonly keys: BodyKeys;
  readonly faults: Faults;
  /** Entries that need not be opened again; none by default. */
  readonly whole?: WholeEntries;
}

/** Milliseconds of work after which others have their turn. */
const longestTurn = 10;

/** Pages that are read while one is worked on. */
const pagesAhead = 2;

/** Holes of more entries than these are not gone through block by block. */
const widestHole = 65_536;

/** One reading of a log's entries from the front to the end. */
export class LogReading {
  /** Entries whose key is gone. */
  readonly absent: Span[] = [];
  /** Those of them that still have tokens. */
  readonly named: Span[] = [];
  /** Those of them that still have a header that can go. */
  readonly headed: Span[] = [];
  /** Entries whose header is gone. */
  readonly expired: Span[] = [];
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
  readonly #envelopes: NamedEnvelopes;
  #nextHead = 0;
  /** Entries under the last head that fits. */
  #fitted: number;
  #isForked = false;

  constructor(db: LogQuery, of: LogToRead) {
    this.#db = db;
    this.#of = of;
    this.#tree = new Tree(of.start);
    this.#fitted = this.#tree.size;
    this.#waits = new Waits(of.checkpoints, of.now);
    this.#envelopes = new NamedEnvelopes(db, of.keys);
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

  /** @param pace waited for after some milliseconds of work, and told how many, so that others have their turn */
  async read(pageSize: number, pace?: (workedMs: number) => Promise<void>): Promise<void> {
    const { log, size, keys } = this.#of;
    await this.#compare();
    const from = this.#tree.size;
    // Who paces himself asks for no more than he works on, and has no other work for him.
    const ahead = pace ? 0 : pagesAhead;
    const isThreaded = !pace && keys.seal.length > 0 && size - from > pageSize;
    const thread = isThreaded ? new BodyThread(keys.index) : null;
    try {
      const places = { log, from, to: size, pageSize, openers: keys, ahead, thread };
      for await (const page of readPages(this.#db, places)) {
        await this.#readPage(page, pace ?? (async () => undefined));
      }
    } finally {
      await thread?.close();
    }
    await this.#miss(size, () => undefined);
    this.#addFalseNodes(this.#tree.takeUnsettled());
    if (this.#of.isCut && !this.#isForked) await this.#addRewritten();
  }

  async #readPage(
    { entries, keys, bodies, nodes, to }: Page,
    pace: (workedMs: number) => Promise<void>,
  ): Promise<void> {
    const nodeAt: NodeAt = (level, index) => nodes.get(`${level}/${index}`);
    let since = performance.now();
    let used = process.cpuUsage();
    for (const entry of entries) {
      if (entry.index > this.#tree.size) await this.#miss(entry.index, nodeAt);
      this.#take(entry, keys, nodeAt, bodies.get(entry.index));
      if (this.#tree.size >= this.#nextSize) await this.#compare();
      if (performance.now() - since < longestTurn) continue;
      await pace(workedSince(used));
      since = performance.now();
      used = process.cpuUsage();
    }
    await this.#envelopes.check(this.#of.faults);
    // An empty page may be the first of a hole, whose end is not known yet.
    if (entries.length > 0) await this.#miss(to, nodeAt);
    await pace(workedSince(used));
  }

  #take(entry: ComparedEntry, found: PageKeys, nodeAt: NodeAt, body: CheckedBody | undefined): void {
    const { log, keys, faults, whole } = this.#of;
    const { index } = entry;
    const checked = (whole ?? each).check(entry, log, keys, found, body);
    for (const fault of checked.faults) faults.add(index, fault);
    this.#envelopes.note(index, checked.envelopes ?? []);
    if (checked.body === 'ABSENT') {
      addToSpans(this.absent, index);
      if (checked.hasTokens) addToSpans(this.named, index);
      if (entry.bytes[0] === leafVersion) addToSpans(this.headed, index);
    }
    if (checked.body === 'EXPIRED') addToSpans(this.expired, index);
    if (checked.body === 'UNSEEN') this.hasUnseen = true;
    if (index < this.#tree.size) {
      faults.add(index, 'another entry stands in its place');
      return;
    }
    if (checked.placed) this.#waits.add(index, checked.placed);
    this.#tree.append(checked.leaves, nodeAt);
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
        if (head.by === 'TRUST') this.proven = size;
        if (head.by === 'CHECKPOINT') this.fitting += 1;
        this.#fitted = size;
        this.#isForked = false;
      } else if (!this.#isForked && !(this.#tree.root === null && faults.within(this.#fitted, head.size).length > 0)) {
        // Behind a head that does not fit none will, unless what is false is found: it is said once.
        await this.#addFalse(this.#fitted, head.size, head);
        this.#isForked = true;
      }
    }
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

  /** Where entries were cut out of the middle, those behind were written again, at other places. */
  async #addRewritten(): Promise<void> {
    const { log, size, faults } = this.#of;
    const what = 'it was written again after entries behind it were signed';
    for (const span of await findRewritten(this.#db, log, this.#fitted, size)) faults.add(span.from, what, span.to);
  }

  #addFalseNodes(nodes: readonly { level: number; index: number; isMissing: boolean }[]): void {
    for (const { level, index, isMissing } of nodes) {
      const what = `the stored subtree ${index} of level ${level} is ${isMissing ? 'missing' : 'false'}`;
      this.#of.faults.add((index + 1) * 2 ** level - 1, what);
    }
  }
}

/** Checks each entry, whatever was found before. */
const each = { check: checkEntry };

/** Milliseconds of CPU time. Why not of the clock: on a busy machine it would count what others took. */
function workedSince(used: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}
