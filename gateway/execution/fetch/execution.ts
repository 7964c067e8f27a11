import type { Stated } from '../../../auditlog/entry/body/members.js';
import type { StatedDecisions } from '../../../auditlog/types.js';
import type { PortcullisError } from '../../../schema/errors.js';
import type { RunningCalls } from '../transport/sourceCall.js';
import type { ParsedAnswer, SourceBytes } from '../transport/sourceClient.js';
import type { Collected, NumberedCells, OperationCall, SourceWithheld } from '../types.js';

/** A source's answer, or its failure. */
export type PendingAnswer = Promise<ParsedAnswer | SourceBytes>;

/** A run that asked sources, and could not use what they gave. */
export interface EarlierRun {
  answerOf(source: string, body: string | undefined): PendingAnswer | undefined;
}

/** One run of a plan: what it has collected so far. */
export class Execution {
  /** What all sources gave, merged. */
  data: Record<string, unknown> = {};
  readonly #errors: PlacedError[] = [];
  readonly stated: Stated[] = [];
  readonly decided: StatedDecisions[] = [];
  readonly withheld: SourceWithheld[] = [];
  /** Where the request asks for cells; null elsewhere. */
  readonly cells: NumberedCells[] | null;
  readonly running: RunningCalls = new Set();
  /** True once nobody waits for it: from then on no source is asked. */
  isOver = false;

  /** @param earlier the run that this one takes over from, so that no source is asked twice for one request */
  constructor(
    readonly call: OperationCall,
    readonly earlier?: EarlierRun | undefined,
  ) {
    this.cells = call.session.request.withheldDetail === 'cells' ? [] : null;
  }

  /** The earlier run's answer to a request, or else a new one. */
  askOnce(source: string, body: string | undefined, ask: () => PendingAnswer): PendingAnswer {
    return this.earlier?.answerOf(source, body) ?? ask();
  }

  /** Whether an error ends this run so that another takes over, which then reports the failure. */
  misses(_error: unknown): boolean {
    return false;
  }

  /** @param fetch its number in the plan: errors come in the order of the plan, whichever source answers first */
  fail(fetch: number, errors: readonly PortcullisError[]): void {
    for (const error of errors) this.#errors.push({ fetch, error });
  }

  end(reason: unknown): void {
    this.isOver = true;
    for (const call of this.running) call.cancel(reason);
  }

  collected(): Collected {
    const { stated, decided, withheld, cells } = this;
    const errors = this.#errors.sort(byPlace).map(({ error }) => error);
    const { sources } = this.call;
    return {
      raw: this.data,
      strategy: 'parsed',
      errors,
      sources,
      stated,
      decided,
      withheld,
      ...(cells ? { cells } : {}),
    };
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
