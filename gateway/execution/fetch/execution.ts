import type { Stated } from '../../../auditlog/entry/body/members.js';
import type { StatedDecisions } from '../../../auditlog/types.js';
import type { PortcullisError } from '../../../schema/errors.js';
import type { RunningCalls } from '../transport/sourceCall.js';
import type { ParsedAnswer, SourceBytes } from '../transport/sourceClient.js';
import type { Collected, OperationCall, SourceWithheld } from '../types.js';

/** A source's answer, or its failure. */
export type GivenAnswer = Promise<ParsedAnswer | SourceBytes>;

/** A run that ended with sources asked, but without an answer. */
export interface Begun {
  given(source: string, body: string | undefined): GivenAnswer | undefined;
}

/** One run of a plan: what it knows so far. */
export class Execution {
  /** What all sources gave, merged. */
  data: Record<string, unknown> = {};
  readonly #errors: PlacedError[] = [];
  readonly stated: Stated[] = [];
  readonly decided: StatedDecisions[] = [];
  readonly withheld: SourceWithheld[] = [];
  readonly running: RunningCalls = new Set();
  /** True once nobody waits for it any more: no source is asked from then on. */
  over = false;

  /** @param begun the run that this one goes on with, another way: no source is asked twice for one request */
  constructor(
    readonly call: OperationCall,
    readonly begun?: Begun | undefined,
  ) {}

  /** What a source gives for a request; or gave, where the run was begun another way. */
  once(source: string, body: string | undefined, give: () => GivenAnswer): GivenAnswer {
    return this.begun?.given(source, body) ?? give();
  }

  /** Whether it ends here, to be begun anew another way, because of an error; a failing source is then told there. */
  misses(_error: unknown): boolean {
    return false;
  }

  /** @param fetch number of the fetch in its plan: whichever source answers first, its errors come in that order */
  fail(fetch: number, errors: readonly PortcullisError[]): void {
    for (const error of errors) this.#errors.push({ fetch, error });
  }

  end(reason: unknown): void {
    this.over = true;
    for (const call of this.running) call.cancel(reason);
  }

  collected(): Collected {
    const { stated, decided, withheld } = this;
    const errors = this.#errors.sort(byPlace).map(({ error }) => error);
    return { raw: this.data, strategy: 'parsed', errors, sources: this.call.sources, stated, decided, withheld };
  }
}

interface PlacedError {
  readonly fetch: number;
  readonly error: PortcullisError;
}

function byPlace(a: PlacedError, b: PlacedError): number {
  return a.fetch - b.fetch || comparePaths(a.error.path ?? [], b.error.path ?? []);
}

function comparePaths(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index] as string | number, b[index] as string | number];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}
