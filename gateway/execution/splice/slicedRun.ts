import { type Begun, Execution, type GivenAnswer } from '../fetch/execution.js';
import type { OperationCall } from '../types.js';
import { ByteSink } from './byteSink.js';
import type { Heard, Scanned, Spliced } from './generate.js';

/** Data of an answer that was put together from slices. */
export class SplicedData {
  constructor(
    /** Holds the UTF-8 JSON of `data`. */
    readonly sink: ByteSink,
    /** Objects at each site, by its number. */
    readonly counts: Int32Array,
  ) {}
}

/** What one fetch of a run asks and gives. */
export interface SlicedFetch {
  /** Numbers of its representations, by their text. */
  readonly known: Map<string, number>;
  /** How often each of them stands in the answer. */
  readonly times: number[];
  /** What a source without a manifest shows, by type. */
  readonly shown: Map<string, Set<string>>;
  read: Scanned | undefined;
}

interface Given {
  readonly source: string;
  readonly body: string | undefined;
  readonly answer: GivenAnswer;
}

/**
 * A run whose answers are sliced. Each is kept, so that who goes the parsing way after a miss asks no source twice.
 */
export class SlicedRun extends Execution implements Begun {
  readonly fetches: readonly SlicedFetch[];
  /** Bytes of all answers: the client's will hardly be longer. */
  received = 1_000;
  /** True where an answer is not as foreseen, is an error, or failed. */
  missed = false;
  readonly #given: Given[] = [];

  constructor(call: OperationCall, fetches: number) {
    super(call);
    this.fetches = Array.from({ length: fetches }, () => {
      return { known: new Map<string, number>(), times: [], shown: new Map<string, Set<string>>(), read: undefined };
    });
  }

  readonly heard: Heard = {
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

  override once(source: string, body: string | undefined, give: () => GivenAnswer): GivenAnswer {
    const answer = give();
    this.#given.push({ source, body, answer });
    return answer;
  }

  given(source: string, body: string | undefined): GivenAnswer | undefined {
    return this.#given.find((each) => each.source === source && each.body === body)?.answer;
  }

  override misses(): boolean {
    this.missed = true;
    return true;
  }

  /**
   * Puts the client's answer together.
   *
   * @throws MISS where it is not as foreseen
   */
  write(code: Spliced, sites: number): SplicedData {
    const counts = new Int32Array(sites);
    const sink = new ByteSink(this.received);
    const read = this.fetches.map((fetch) => fetch.read);
    code.write(read, counts, (text) => sink.put(text));
    return new SplicedData(sink, counts);
  }
}

/** The text of bytes that were cut out as latin1. */
export function fromBytes(text: string): string {
  return isAscii.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8');
}

const isAscii = /^[\0-\x7f]*$/;
