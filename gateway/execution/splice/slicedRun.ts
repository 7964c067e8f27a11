import { type EarlierRun, Execution, type PendingAnswer } from '../fetch/execution.js';
import type { OperationCall } from '../types.js';
import { ByteSink } from './byteSink.js';
import type { ScanListener, Scanned, Spliced } from './generate.js';
import type { Site } from './sites.js';

/** Data of an answer that was assembled from slices. */
export class SplicedData {
  constructor(
    /** The UTF-8 JSON of `data`. */
    readonly sink: ByteSink,
    readonly sites: readonly Site[],
    /** Objects at each site, by its number. */
    readonly counts: Int32Array,
    /** The number of each object, by provider; empty where nobody asks for cells. */
    readonly numbers: readonly (readonly number[])[],
  ) {}
}

/** What one fetch of a run asks and receives. */
export interface SlicedFetch {
  /** Numbers of its representations, by their text. */
  readonly known: Map<string, number>;
  /** How often each occurs in the answer. */
  readonly times: number[];
  /** Ids that a source without a manifest shows, by type. */
  readonly shown: Map<string, Set<string>>;
  read: Scanned | undefined;
}

interface KeptAnswer {
  readonly source: string;
  readonly body: string | undefined;
  readonly answer: PendingAnswer;
}

/** A run whose answers are sliced. It keeps them, so that a run that parses them after a miss asks no source twice. */
export class SlicedRun extends Execution implements EarlierRun {
  readonly fetches: readonly SlicedFetch[];
  /** Bytes of all answers, and some more: the expected size of the client's. */
  received = 1_000;
  /** True where an answer is not as foreseen, is an error, or failed. */
  hasMissed = false;
  readonly #answers: KeptAnswer[] = [];

  constructor(call: OperationCall, fetches: number) {
    super(call);
    this.fetches = Array.from({ length: fetches }, () => {
      return { known: new Map<string, number>(), times: [], shown: new Map<string, Set<string>>(), read: undefined };
    });
  }

  readonly listener: ScanListener = {
    represent: (fetch, text) => {
      const { known, times } = this.fetches[fetch] as SlicedFetch;
      let number = known.get(text);
      if (number === undefined) {
        number = known.size;
        known.set(text, number);
      }
      times[number] = (times[number] ?? 0) + 1;
      return number;
    },
    disclose: (fetch, type, id) => {
      const { shown } = this.fetches[fetch] as SlicedFetch;
      const ids = shown.get(type) ?? new Set();
      shown.set(type, ids.add(String(JSON.parse(fromBytes(id)))));
    },
  };

  override askOnce(source: string, body: string | undefined, ask: () => PendingAnswer): PendingAnswer {
    const answer = ask();
    this.#answers.push({ source, body, answer });
    return answer;
  }

  answerOf(source: string, body: string | undefined): PendingAnswer | undefined {
    return this.#answers.find((each) => each.source === source && each.body === body)?.answer;
  }

  override misses(): boolean {
    this.hasMissed = true;
    return true;
  }

  /**
   * Assembles the client's answer.
   *
   * @throws MISS where it is not as foreseen
   */
  write(code: Spliced, sites: readonly Site[]): SplicedData {
    const counts = new Int32Array(sites.length);
    const numbers: number[][] = [];
    if (this.cells)
      for (const { base, attached } of sites)
        for (const { id } of [base, ...attached.map(({ provider }) => provider)]) numbers[id] = [];
    const sink = new ByteSink(this.received);
    const read = this.fetches.map((fetch) => fetch.read);
    code.write(read, counts, (text) => sink.put(text), numbers);
    return new SplicedData(sink, sites, counts, numbers);
  }
}

/** The text of bytes that were read as latin1. */
export function fromBytes(text: string): string {
  return isAscii.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8');
}

const isAscii = /^[\0-\x7f]*$/;
