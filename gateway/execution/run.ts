import type { DisclosedGroup } from '../../auditlog/types.js';
import type { PortcullisError } from '../../schema/errors.js';
import type { SourceWithheld } from './outcome.js';
import type { RunningCalls } from './sourceCall.js';
import type { SourceAnswer, SourceBytes } from './sourceClient.js';
import type { Collected, OperationCall } from './types.js';

/** What a source gave, or how it failed, for one request. */
export interface KeptAnswer {
  readonly source: string;
  readonly body: string;
  give(): Promise<SourceAnswer | SourceBytes>;
}

/** One run of a plan: what it knows so far. */
export class Run {
  /** What all sources gave, merged. */
  data: Record<string, unknown> = {};
  readonly errors: PortcullisError[] = [];
  readonly disclosed: DisclosedGroup[] = [];
  readonly withheld: SourceWithheld[] = [];
  readonly running: RunningCalls = new Set();
  /**
   * What the sources gave, or how they failed, where this run was begun another way. Nothing is asked twice for one
   * request.
   */
  readonly kept: KeptAnswer[];
  /** True once nobody waits for it any more: no source is asked from then on. */
  over = false;

  constructor(
    readonly call: OperationCall,
    kept: KeptAnswer[] = [],
  ) {
    this.kept = kept;
  }

  end(reason: unknown): void {
    this.over = true;
    for (const call of this.running) call.cancel(reason);
  }

  collected(): Collected {
    const { errors, disclosed, withheld } = this;
    return { raw: this.data, way: 'parsed', errors, sources: this.call.sources, disclosed, withheld };
  }
}
